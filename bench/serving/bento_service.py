"""The benchmark's models as a BentoML service with adaptive batching; MODEL names the folder, FLAVOR is forest or onnx."""

import os

import bentoml
import numpy as np

FLAVOR = os.environ["FLAVOR"]


@bentoml.service(workers=1, traffic={"timeout": 60, "max_concurrency": 1000})
class Flowers:
    def __init__(self):
        if FLAVOR == "onnx":
            import onnxruntime

            session = onnxruntime.InferenceSession(
                os.path.join(os.environ["MODEL"], "model.onnx"), providers=["CPUExecutionProvider"]
            )
            name = session.get_inputs()[0].name
            self._predict = lambda rows: session.run(["label"], {name: rows.astype(np.float32)})[0]
        else:
            import mlflow.sklearn

            self._predict = mlflow.sklearn.load_model(os.environ["MODEL"]).predict

    @bentoml.api(batchable=True, batch_dim=0, max_batch_size=1000, max_latency_ms=1000)
    def predict(self, rows: np.ndarray) -> np.ndarray:
        return self._predict(rows)
