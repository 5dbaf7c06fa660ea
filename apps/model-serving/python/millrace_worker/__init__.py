"""The Python side of Millrace's scoring: loads a model through mlflow.pyfunc and answers what comes over a socket."""
