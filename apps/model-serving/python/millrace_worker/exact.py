"""The exact way to answer: MLflow's own scoring server reads the body, enforces the signature and writes the answer."""

import json

from mlflow.exceptions import MlflowException
from mlflow.pyfunc import scoring_server


class _Watched:
    """The model as the scoring server sees it; keeps what its predict raised, which the server replaces."""

    def __init__(self, model):
        self._model = model
        self.metadata = model.metadata
        self.raised = None
        self.answered = False

    def predict(self, data, params=None):
        try:
            result = self._model.predict(data, params=params)
        except MlflowException:
            raise
        except Exception as error:
            self.raised = error
            raise
        self.answered = True
        return result


def answer(model, input_schema, content_type, body):
    """Returns (status, content type, text) for a request body."""
    watched = _Watched(model)
    try:
        response = scoring_server.invocations(_text_of_csv(content_type, body), content_type, watched, input_schema)
    except MlflowException as error:
        return error.get_http_status_code(), "application/json", _error_text(error, watched.raised)
    except MemoryError:
        return _error(500, "INTERNAL_ERROR", "The model needs more memory than its process may have.")
    except RecursionError:
        return _error(400, "BAD_REQUEST", "Invalid input. The JSON is nested too deeply.")
    except Exception as error:
        if watched.answered:
            message = f"The model's answer cannot be written as JSON: {describe(error)}"
            return _error(500, "INTERNAL_ERROR", message)
        return _error(400, "BAD_REQUEST", f"Invalid input. {describe(error)}")
    if response.status == 200:
        return 200, response.mimetype, response.response
    return _error(response.status, "BAD_REQUEST", response.response)


def describe(error):
    """An exception as its class and message, without a stack."""
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _text_of_csv(content_type, body):
    """Older scoring servers want CSV as text; newer ones take both, and say what is wrong with bytes that are no text."""
    if content_type.lstrip().startswith("text/csv"):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return bytes(body)


def _error_text(error, raised):
    """MLflow's error as JSON, less its stack trace, and with the message of what the model raised."""
    fields = json.loads(error.serialize_as_json())
    fields.pop("stack_trace", None)
    if raised is not None:
        fields["message"] += f" Error: {describe(raised)}"
    return json.dumps(fields)


def _error(status, code, message):
    fields = {"error_code": code, "message": message}
    if code == "BAD_REQUEST":
        # As MLflow classifies this code (mlflow/error_classification.py).
        fields |= {"sqlstate": "KAM00", "error_class": "INVALID_PARAMETER_VALUE"}
    return status, "application/json", json.dumps(fields)
