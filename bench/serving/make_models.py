"""Makes the models that the benchmark serves: make_models.py FOLDER. One forest on flowers, as scikit-learn's and as ONNX."""

import pathlib
import sys
import warnings

import mlflow
import numpy as np
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier

warnings.filterwarnings("ignore")
out = pathlib.Path(sys.argv[1])
flowers, kinds = load_iris(return_X_y=True, as_frame=True)
forest = RandomForestClassifier(50, random_state=0).fit(flowers, kinds)
mlflow.sklearn.save_model(
    forest,
    str(out / "forest"),
    signature=infer_signature(flowers, forest.predict(flowers)),
    serialization_format="cloudpickle",
    pip_requirements=["scikit-learn"],
)
values = flowers.values.astype(np.float32)
mlflow.onnx.save_model(
    to_onnx(forest, values[:1], options={"zipmap": False}),
    str(out / "onnx"),
    signature=infer_signature(values, forest.predict(flowers)),
)
