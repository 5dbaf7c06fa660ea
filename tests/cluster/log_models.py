"""Registers three versions of a model: two that answer with their number, and one that cannot be loaded where it is served."""

import sys

import mlflow
import pandas as pd
from mlflow.models import infer_signature


class Answer(mlflow.pyfunc.PythonModel):
    def __init__(self, answer):
        self.answer = answer

    def load_context(self, context):
        if self.answer == 3:
            raise RuntimeError("the weights are not where they should be")

    def predict(self, context, model_input, params=None):
        return [self.answer] * len(model_input)


table = pd.DataFrame({"x": [1.0]})
for answer in (1, 2, 3):
    with mlflow.start_run():
        mlflow.pyfunc.log_model(
            name="model",
            python_model=Answer(answer),
            signature=infer_signature(table, [1]),
            input_example=table if answer < 3 else None,
            pip_requirements=[f"mlflow=={mlflow.__version__}", "pandas"],
            registered_model_name=sys.argv[1],
        )
mlflow.MlflowClient().set_registered_model_alias(sys.argv[1], "champion", "1")
