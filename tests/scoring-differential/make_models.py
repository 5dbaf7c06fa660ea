"""Makes the models that are scored: make_models.py FOLDER, a folder of the model's name for each."""

import datetime
import pathlib
import sys
import warnings

import mlflow
import numpy as np
import onnx
import pandas as pd
import xgboost
from mlflow.models import infer_signature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema, TensorSpec
from mlflow.types.schema import Array, Map, Object, Property
from mlflow.models.signature import ModelSignature
from onnx import TensorProto, helper
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from skl2onnx import to_onnx

warnings.filterwarnings("ignore")
OUT = pathlib.Path(sys.argv[1])
RANDOM = np.random.default_rng(7)
FLOWERS = pd.DataFrame(RANDOM.uniform(0, 8, (150, 4)), columns=["sepal length", "sepal width", "petal length", "petal width"])
KINDS = (FLOWERS["petal length"] > 2.5).astype(int) + (FLOWERS["petal width"] > 5).astype(int)
# Where a model's requirements are not given, MLflow starts a Python to find them out, for seconds each time.
ONNX = ["onnx", "onnxruntime"]


def place(name):
    return str(OUT / name)


def forest():
    model = RandomForestClassifier(20, random_state=1).fit(FLOWERS, KINDS)
    signature = infer_signature(FLOWERS, model.predict(FLOWERS))
    save = dict(serialization_format="cloudpickle", pip_requirements=["scikit-learn"])
    mlflow.sklearn.save_model(model, place("forest"), signature=signature, input_example=FLOWERS[:2], **save)
    mlflow.sklearn.save_model(model, place("forest-unsigned"), **save)
    mlflow.sklearn.save_model(model, place("forest-alone"), signature=signature, metadata={"millrace.batching": False}, **save)
    values = FLOWERS.values.astype(np.float32)
    converted = to_onnx(model, values[:1], options={"zipmap": False})
    signature = infer_signature(values, model.predict(FLOWERS))
    mlflow.onnx.save_model(
        converted, place("forest-onnx"), signature=signature, input_example=values[:2], pip_requirements=ONNX
    )


def people():
    table = pd.DataFrame(
        {
            "age": [30, 41, 25, 60, 33, 52],
            "city": ["Oslo", "Rome", "Oslo", "Lima", "Rome", "Lima"],
            "member": [True, False, True, False, True, False],
            "score": [1.5, 2.5, np.nan, 0.1, 3.25, np.nan],
        }
    )
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "score"]),
            ("places", OneHotEncoder(handle_unknown="ignore"), ["city"]),
            ("flags", "passthrough", ["member"]),
        ]
    )
    model = make_pipeline(columns, LogisticRegression()).fit(table, [0, 1, 0, 1, 1, 0])
    mlflow.sklearn.save_model(
        model,
        place("people"),
        signature=infer_signature(table, np.array([0, 1])),
        serialization_format="cloudpickle",
        pip_requirements=["scikit-learn"],
    )


def boosted():
    model = xgboost.XGBRegressor(n_estimators=15, max_depth=3, random_state=2)
    model.fit(FLOWERS.astype("float32"), FLOWERS["sepal length"] * 2 + KINDS)
    table = FLOWERS.astype("float32")
    signature = infer_signature(table, model.predict(table))
    mlflow.xgboost.save_model(model, place("boosted"), signature=signature, pip_requirements=["xgboost-cpu"])


def table_onnx():
    """Column signature, so that answers are records: one output of a value a row."""
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])
    y = helper.make_tensor_value_info("total", TensorProto.FLOAT, [None, 1])
    ones = helper.make_tensor("ones", TensorProto.FLOAT, [2, 1], [1.0, 0.5])
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "ones"], ["total"])], "sums", [x], [y], [ones])
    save_onnx("table-onnx", graph, ModelSignature(Schema([ColSpec("double", "a"), ColSpec("double", "b")])))


def named_onnx():
    """Two named tensors, one of them of images, and outputs of several types."""
    inputs = [
        helper.make_tensor_value_info("image", TensorProto.FLOAT, [None, 2, 2]),
        helper.make_tensor_value_info("label", TensorProto.INT64, [None]),
    ]
    outputs = [
        helper.make_tensor_value_info("scaled", TensorProto.FLOAT, [None, 2, 2]),
        helper.make_tensor_value_info("again", TensorProto.INT64, [None]),
        helper.make_tensor_value_info("root", TensorProto.FLOAT, [None, 2, 2]),
        helper.make_tensor_value_info("large", TensorProto.BOOL, [None, 2, 2]),
    ]
    nodes = [
        helper.make_node("Mul", ["image", "tenth"], ["scaled"]),
        helper.make_node("Identity", ["label"], ["again"]),
        helper.make_node("Sqrt", ["image"], ["root"]),
        helper.make_node("Greater", ["image", "tenth"], ["large"]),
    ]
    tenth = helper.make_tensor("tenth", TensorProto.FLOAT, [], [0.1])
    signature = ModelSignature(
        Schema([TensorSpec(np.dtype("float32"), (-1, 2, 2), "image"), TensorSpec(np.dtype("int64"), (-1,), "label")])
    )
    save_onnx("named-onnx", helper.make_graph(nodes, "named", inputs, outputs, [tenth]), signature)


def save_onnx(name, graph, signature):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    mlflow.onnx.save_model(model, place(name), signature=signature, pip_requirements=ONNX)


class Counting(mlflow.pyfunc.PythonModel):
    """Looks at the whole table, so that scoring it together with others' rows would show; and raises when asked to."""

    def predict(self, context, model_input, params=None):
        texts = model_input["text"].tolist()
        if "boom" in texts:
            raise ValueError("boom was asked for")
        if "unwritable" in texts:
            return [object()]
        table = model_input.copy()
        table["rows"] = len(table)
        table["temperature"] = (params or {}).get("temperature")
        table["words"] = str((params or {}).get("words"))
        return table


class Same(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input


class Describing(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        if isinstance(model_input, pd.DataFrame):
            return [f"{name}: {kind}" for name, kind in model_input.dtypes.items()]
        return {"type": type(model_input).__name__, "shape": list(np.shape(model_input))}


class Outputs(mlflow.pyfunc.PythonModel):
    """Answers of every kind that MLflow encodes."""

    def predict(self, context, model_input, params=None):
        kind = model_input["kind"].iloc[0]
        return {
            "series": lambda: pd.Series([1.5, np.nan, 3.0], name="s"),
            "array": lambda: np.array([[1, 2], [3, 4]], dtype=np.int32),
            "floats": lambda: np.array([0.1, 1e-7, 1e16, np.inf, -np.inf, np.nan], dtype=np.float64),
            "dates": lambda: [datetime.datetime(2024, 2, 29, 12, 30), datetime.date(2024, 1, 1), pd.Timestamp("2024-05-06")],
            "bytes": lambda: [b"\x00\xff", b"text"],
            "nested": lambda: {"a": [1, {"b": [None, True, "é"]}], "c": {}},
            "text": lambda: "only text",
            "none": lambda: None,
            "generator": lambda: (value for value in [1, 2]),
        }[kind]()


def custom():
    text = Schema([ColSpec("string", "text")])
    params = ParamSchema([ParamSpec("temperature", "double", 0.5), ParamSpec("words", "string", ["a"], (-1,))])
    save_pyfunc("counting", Counting(), ModelSignature(text, None, params))
    types = [DataType.boolean, DataType.integer, DataType.long, DataType.float, DataType.double, DataType.string, DataType.binary, DataType.datetime]
    save_pyfunc("types", Same(), ModelSignature(Schema([ColSpec(each, each.name) for each in types])))
    optional = [ColSpec("long", "id"), ColSpec("double", "weight", required=False)]
    save_pyfunc("optional", Same(), ModelSignature(Schema(optional)))
    thing = Object([Property("name", DataType.string), Property("sizes", Array(DataType.long), required=False)])
    nested = [ColSpec(Array(DataType.double), "list"), ColSpec(thing, "thing"), ColSpec(Map(DataType.long), "map")]
    save_pyfunc("nested", Same(), ModelSignature(Schema(nested)))
    save_pyfunc("unsigned", Describing(), None)
    save_pyfunc("outputs", Outputs(), ModelSignature(Schema([ColSpec("string", "kind")])))


def save_pyfunc(name, model, signature):
    mlflow.pyfunc.save_model(place(name), python_model=model, signature=signature, pip_requirements=["mlflow"])


for make in (forest, people, boosted, table_onnx, named_onnx, custom):
    make()
