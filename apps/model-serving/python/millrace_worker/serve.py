"""The loop: load the model, say so, then answer one frame after another until the other side is gone."""

import gc
import json
import os
import signal
import socket
import struct
import sys

from .frames import BATCH, EXACT, FAILED, NOT_BATCHED, READY, REPLIES, REPLY, Frames
from .limits import end_with_parent, limit_memory, limit_memory_while_loading

_SOCKET = 3


def serve(model_folder, memory_mb):
    end_with_parent()
    # Ctrl-C goes to all processes of a terminal; the one that was asked to serve ends this one when it has answered.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory_while_loading(memory_mb)
    # Processes that the model starts must not hold the socket open.
    os.set_inheritable(_SOCKET, False)
    frames = Frames(socket.socket(fileno=_SOCKET))
    # What the scoring server sets too: flavors and models look for it.
    os.environ["_MLFLOW_IS_IN_SERVING_ENVIRONMENT"] = "true"
    # Importing makes little but what stays, which the collector would look through again and again.
    gc.disable()
    try:
        worker, facts = _load(model_folder)
        gc.enable()
        limit_memory(memory_mb)
    except BaseException as error:
        frames.write(FAILED, json.dumps({"message": _describe(error)}).encode())
        raise
    frames.write(READY, json.dumps(facts).encode())
    while (frame := frames.read()) is not None:
        worker.answer(frames, *frame)


def _load(model_folder):
    import mlflow
    from mlflow.pyfunc import load_model, scoring_server

    if _is_of_sklearn(model_folder):
        from .forests import quicken_forests

        quicken_forests()
    # The scoring server reads a model's configuration from the environment (SERVING_MODEL_CONFIG).
    load = getattr(scoring_server, "load_model_with_mlflow_config", load_model)
    model = load(model_folder)
    return _Worker(model), {"mlflowVersion": mlflow.__version__}


def _is_of_sklearn(model_folder):
    """Whether the model is scikit-learn's, so that importing that now costs nothing."""
    from mlflow.models import Model

    return "sklearn" in Model.load(model_folder).flavors


def _describe(error):
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


class _Worker:
    def __init__(self, model):
        from . import batch, exact

        self._batch, self._exact = batch, exact
        self._model = model
        self._schema = model.metadata.get_input_schema()
        self._inputs = batch.Inputs(self._schema) if self._schema else None
        # Enforcing a signature on what already follows it takes longer than most models take to answer.
        self._predict = getattr(model, "_predict_fn", None) or model.predict

    def answer(self, frames, kind, payload):
        if kind == EXACT:
            self._answer_exactly(frames, payload)
        elif kind == BATCH:
            self._answer_batch(frames, payload)

    def _answer_exactly(self, frames, payload):
        (size,) = struct.unpack_from("<H", payload)
        content_type = payload[2 : 2 + size].decode("utf-8", "replace")
        status, answer_type, text = self._exact.answer(
            self._model, self._schema, content_type, bytes(memoryview(payload)[2 + size :])
        )
        encoded = answer_type.encode()
        frames.write(REPLY, struct.pack("<HH", status, len(encoded)), encoded, _bytes_of(text))

    def _answer_batch(self, frames, payload):
        try:
            counts, values = self._batch.read_batch(payload)
            texts = self._batch.cut(self._predict(self._inputs.build(values)), counts)
            parts = [_bytes_of(text) for text in texts]
        except self._batch.CannotCut:
            frames.write(NOT_BATCHED, b"rows")
        except Exception as error:
            # One request's rows may be to blame; each is answered by itself then, with MLflow's own words.
            print(f"A batch is answered one by one: {_describe(error)}", file=sys.stderr)
            frames.write(NOT_BATCHED, b"raised")
        else:
            frames.write(REPLIES, *(piece for part in parts for piece in (struct.pack("<I", len(part)), part)))


def _bytes_of(text):
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
