"""The fast way to answer: rows of many requests, already read and checked, are scored at once and the answer is cut up."""

import json
import struct

import numpy as np
import pandas as pd
from mlflow.utils.proto_json_utils import NumpyEncoder

# The letters that the other side sends for how values are written; longs travel as doubles, which hold what JSON gave.
_WIRE_TYPES = {b"d": np.float64, b"f": np.float32, b"i": np.int32, b"l": np.float64, b"?": np.bool_}


class CannotCut(Exception):
    """The model's answer has no row for each row that it was given."""


def read_batch(payload):
    """Returns (row counts of the requests, values of each input): arrays, or lists of str."""
    (requests,) = struct.unpack_from("<I", payload)
    counts = struct.unpack_from(f"<{requests}I", payload, 4)
    at, values = 4 + 4 * requests, []
    while at < len(payload):
        letter, size = bytes(payload[at : at + 1]), struct.unpack_from("<I", payload, at + 1)[0]
        at += 5
        chunk = memoryview(payload)[at : at + size]
        at += size
        if letter == b"s":
            values.append(json.loads(bytes(chunk)))
            continue
        # A copy, since models may write into what they are given.
        array = np.frombuffer(chunk, _WIRE_TYPES[letter])
        values.append(array.astype(np.int64) if letter == b"l" else array.copy())
    return counts, values


class Inputs:
    """Builds what the model's predict gets, as enforcing the signature would have left it."""

    def __init__(self, schema):
        self._names = schema.input_names() if schema.has_input_names() else [None]
        self._tensors = schema.is_tensor_spec()
        self._shapes = [spec.shape for spec in schema.inputs] if self._tensors else []

    def build(self, values):
        if self._tensors:
            arrays = [value.reshape(shape) for value, shape in zip(values, self._shapes)]
            return arrays[0] if self._names == [None] else dict(zip(self._names, arrays))
        if all(getattr(value, "dtype", None) == np.float64 for value in values):
            return pd.DataFrame(np.column_stack(values), columns=self._names)
        return pd.DataFrame(dict(zip(self._names, values)))


def cut(result, counts):
    """The JSON text of each request's answer, as MLflow writes it; raises CannotCut."""
    total, ends = sum(counts), np.cumsum(counts).tolist()
    bounds = list(zip([0, *ends[:-1]], ends))
    if isinstance(result, pd.Series):
        result = pd.DataFrame(result)
    if isinstance(result, dict):
        columns = {name: _rows_of(value, total) for name, value in result.items()}
        return [_text({name: rows[a:b] for name, rows in columns.items()}) for a, b in bounds]
    if isinstance(result, pd.DataFrame):
        rows = result.to_dict(orient="records") if len(result) == total else None
    elif isinstance(result, list):
        rows = result if len(result) == total else None
    else:
        rows = _rows_of(result, total)
    if rows is None:
        raise CannotCut
    return [_text(rows[a:b]) for a, b in bounds]


def _rows_of(array, total):
    if not isinstance(array, np.ndarray) or array.ndim == 0 or len(array) != total:
        raise CannotCut
    return array.tolist()


def _text(predictions):
    answer = {"predictions": predictions}
    try:
        # The encoder in C; MLflow's differs from it only in what this one refuses.
        return json.dumps(answer)
    except TypeError:
        return json.dumps(answer, cls=NumpyEncoder)
