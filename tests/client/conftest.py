"""What the client's story needs: a server at MLFLOW_TRACKING_URI and names that no other test uses."""

import os
import pathlib
import sys
import uuid

import mlflow
import pytest
from mlflow import MlflowClient


# Projects start "python": it must be this one, which has MLflow.
os.environ["PATH"] = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def client():
    return MlflowClient()


@pytest.fixture
def name():
    """A name that nothing else has."""
    return f"story-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def experiment(name):
    """An experiment of the test's own, active."""
    return mlflow.set_experiment(name)
