"""Makes models that misbehave when they are asked to: make_faulty_models.py FOLDER."""

import os
import pathlib
import sys
import time

import mlflow
import numpy as np
from mlflow.models.signature import ModelSignature
from mlflow.types import ColSpec, Schema

OUT = pathlib.Path(sys.argv[1])
SIGNATURE = ModelSignature(Schema([ColSpec("double", "x")]))


class Faulty(mlflow.pyfunc.PythonModel):
    """Doubles x; values below zero ask for something else."""

    def load_context(self, context):
        self.held = []

    def predict(self, context, model_input, params=None):
        for x in model_input["x"]:
            if x == -2:
                os._exit(3)
            if x == -3:
                time.sleep(600)
            if x == -4:
                raise ValueError("minus four was asked for")
            if x == -5:
                self.held.append(np.ones(25_000_000))
            if x == -6:
                raise ValueError(" ".join(os.environ))
            if x == -7:
                time.sleep(0.3)
            if x == -8:
                print("said on standard output")
        x = model_input["x"].to_numpy()
        return np.where(x == -1, os.getpid(), x * 2)


class Unloadable(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        raise RuntimeError("the weights are gone")

    def predict(self, context, model_input, params=None):
        return model_input


def save(name, model, **more):
    mlflow.pyfunc.save_model(str(OUT / name), python_model=model, signature=SIGNATURE, pip_requirements=["mlflow"], **more)


save("faulty", Faulty(), metadata={"millrace.batching": True})
save("unloadable", Unloadable())
