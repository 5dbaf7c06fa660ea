"""Artifacts of every kind that the client logs."""

import json

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
import pytest
from mlflow.artifacts import download_artifacts, list_artifacts, load_dict, load_text
from mlflow.exceptions import MlflowException


def test_a_tree_comes_back_as_it_was(experiment, tmp_path):
    source = tmp_path / "source"
    (source / "deep" / "er").mkdir(parents=True)
    (source / "a.txt").write_text("a")
    (source / "empty").write_text("")
    (source / "deep" / "ümläut & space.txt").write_text("ü")
    (source / "deep" / "er" / "big.bin").write_bytes(bytes(range(256)) * 8192)
    with mlflow.start_run() as run:
        mlflow.log_artifacts(source, "tree")
        mlflow.log_artifact(source / "a.txt")
    copy = tmp_path / "copy"
    download_artifacts(run_id=run.info.run_id, artifact_path="tree", dst_path=copy)
    for path in source.rglob("*"):
        if path.is_file():
            assert (copy / "tree" / path.relative_to(source)).read_bytes() == path.read_bytes()
    top = {(item.path, item.is_dir) for item in list_artifacts(run_id=run.info.run_id)}
    assert top == {("a.txt", False), ("tree", True)}


def test_texts_dictionaries_and_tables(experiment):
    with mlflow.start_run() as run:
        mlflow.log_text("hello", "notes/hello.txt")
        mlflow.log_dict({"a": [1, 2], "b": None}, "config.json")
        mlflow.log_dict({"a": 1}, "config.yaml")
        mlflow.log_table({"x": [1, 2], "y": ["p", "q"]}, "table.json")
        mlflow.log_table({"x": [3], "y": ["r"]}, "table.json")
    root = f"runs:/{run.info.run_id}"
    assert load_text(f"{root}/notes/hello.txt") == "hello"
    assert load_dict(f"{root}/config.json") == {"a": [1, 2], "b": None}
    table = mlflow.load_table("table.json", run_ids=[run.info.run_id])
    assert list(table["x"]) == [1, 2, 3]
    assert json.loads(load_text(f"{root}/table.json"))["columns"] == ["x", "y"]
    assert isinstance(table, pd.DataFrame)


def test_images_and_figures(experiment):
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3])
    with mlflow.start_run() as run:
        mlflow.log_figure(figure, "plots/line.png")
        mlflow.log_image(np.zeros((8, 8, 3), dtype=np.uint8), "black.png")
        for step in range(3):
            mlflow.log_image(np.full((8, 8), step * 50, dtype=np.uint8), key="digits", step=step)
        mlflow.flush_artifact_async_logging()
    assert mlflow.artifacts.load_image(f"runs:/{run.info.run_id}/black.png").size == (8, 8)
    images = [item.path for item in list_artifacts(run_id=run.info.run_id, artifact_path="images")]
    assert len([path for path in images if path.endswith(".png")]) == 3


def test_what_is_not_there_is_said(experiment, tmp_path):
    with mlflow.start_run() as run:
        pass
    assert list_artifacts(run_id=run.info.run_id) == []
    with pytest.raises((MlflowException, OSError)):
        download_artifacts(run_id=run.info.run_id, artifact_path="nothing.txt", dst_path=tmp_path)


def test_artifacts_are_deleted(experiment):
    with mlflow.start_run() as run:
        mlflow.log_text("x", "a/b.txt")
    repository = mlflow.store.artifact.artifact_repository_registry.get_artifact_repository(run.info.artifact_uri)
    repository.delete_artifacts("a")
    assert list_artifacts(run_id=run.info.run_id) == []
