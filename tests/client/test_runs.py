"""Experiments and runs through the fluent API and the client."""

import math
import time

import mlflow
import pandas as pd
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException


def test_a_run_keeps_what_was_logged(experiment, client):
    with mlflow.start_run(run_name="first", tags={"team": "cellar"}, description="A *note*.") as run:
        mlflow.log_params({"alpha": 0.5, "layers": [1, 2]})
        for step in range(5):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)
        mlflow.log_metrics({"accuracy": 0.9, "nan": math.nan, "infinite": math.inf})
        mlflow.set_tags({"stage": "dev", "unicode": "größe 🚀"})

    kept = client.get_run(run.info.run_id)
    assert kept.info.run_name == "first"
    assert kept.info.status == "FINISHED"
    assert kept.info.end_time >= kept.info.start_time
    assert kept.data.params == {"alpha": "0.5", "layers": "[1, 2]"}
    assert kept.data.metrics["loss"] == 0.2
    assert math.isnan(kept.data.metrics["nan"])
    assert kept.data.metrics["infinite"] > 1e308
    assert kept.data.tags["unicode"] == "größe 🚀"
    assert kept.data.tags["mlflow.note.content"] == "A *note*."
    assert [(m.step, m.value) for m in client.get_metric_history(run.info.run_id, "loss")] == [
        (step, 1 / (step + 1)) for step in range(5)
    ]


def test_a_failed_run_says_so(experiment, client):
    with pytest.raises(ZeroDivisionError):
        with mlflow.start_run() as run:
            1 / 0
    assert client.get_run(run.info.run_id).info.status == "FAILED"


def test_a_batch_is_kept_whole(experiment, client):
    run = client.create_run(experiment.experiment_id)
    now = int(time.time() * 1000)
    metrics = [Metric(f"m{i}", i / 10, now, i) for i in range(900)]
    params = [Param(f"p{i}", str(i)) for i in range(50)]
    tags = [RunTag(f"t{i}", str(i)) for i in range(50)]
    client.log_batch(run.info.run_id, metrics, params, tags)
    data = client.get_run(run.info.run_id).data
    assert data.metrics == {f"m{i}": i / 10 for i in range(900)}
    assert data.params == {f"p{i}": str(i) for i in range(50)}
    assert {f"t{i}": str(i) for i in range(50)}.items() <= data.tags.items()


def test_a_parameter_cannot_change(experiment, client):
    run = client.create_run(experiment.experiment_id)
    client.log_param(run.info.run_id, "depth", 3)
    client.log_param(run.info.run_id, "depth", 3)
    with pytest.raises(MlflowException, match="INVALID_PARAMETER_VALUE"):
        client.log_param(run.info.run_id, "depth", 4)


def test_asynchronous_logging_loses_nothing(experiment, client):
    with mlflow.start_run() as run:
        for step in range(200):
            mlflow.log_metric("loss", step, step=step, synchronous=False)
        mlflow.log_params({"a": 1}, synchronous=False).wait()
        mlflow.set_tag("late", "yes", synchronous=False)
        mlflow.flush_async_logging()
    history = client.get_metric_history(run.info.run_id, "loss")
    assert sorted(metric.step for metric in history) == list(range(200))
    assert client.get_run(run.info.run_id).data.params == {"a": "1"}


def test_nested_runs_know_their_parent(experiment, client):
    with mlflow.start_run() as parent:
        children = []
        for i in range(3):
            with mlflow.start_run(run_name=f"child-{i}", nested=True) as child:
                children.append(child.info.run_id)
    found = client.search_runs(
        [experiment.experiment_id], filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'"
    )
    assert {run.info.run_id for run in found} == set(children)


def test_search_filters_orders_and_pages(experiment, client):
    for i in range(7):
        with mlflow.start_run(run_name=f"run-{i}"):
            mlflow.log_param("kind", "even" if i % 2 == 0 else "odd")
            mlflow.log_metric("score", i)
    frame = mlflow.search_runs(filter_string="params.kind = 'even' and metrics.score > 1", order_by=["metrics.score DESC"])
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["metrics.score"]) == [6, 4, 2]
    pages, token = [], None
    while True:
        page = client.search_runs(
            [experiment.experiment_id], order_by=["metrics.score ASC"], max_results=3, page_token=token
        )
        pages.append([run.info.run_name for run in page])
        token = page.token
        if not token:
            break
    assert pages == [["run-0", "run-1", "run-2"], ["run-3", "run-4", "run-5"], ["run-6"]]
    with pytest.raises(MlflowException, match="INVALID_PARAMETER_VALUE"):
        client.search_runs([experiment.experiment_id], filter_string="metrics.score >> 3")


def test_runs_are_deleted_and_restored(experiment, client):
    run = client.create_run(experiment.experiment_id)
    client.delete_run(run.info.run_id)
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "deleted"
    assert client.search_runs([experiment.experiment_id]) == []
    assert len(client.search_runs([experiment.experiment_id], run_view_type=ViewType.DELETED_ONLY)) == 1
    client.restore_run(run.info.run_id)
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "active"


def test_experiments_are_created_renamed_deleted_restored(name, client):
    experiment_id = client.create_experiment(name, tags={"owner": "ada"})
    client.set_experiment_tag(experiment_id, "mlflow.note.content", "What we try.")
    client.rename_experiment(experiment_id, f"{name}-renamed")
    kept = client.get_experiment_by_name(f"{name}-renamed")
    assert kept.experiment_id == experiment_id
    assert kept.tags == {"owner": "ada", "mlflow.note.content": "What we try."}
    client.delete_experiment(experiment_id)
    assert client.get_experiment(experiment_id).lifecycle_stage == "deleted"
    client.restore_experiment(experiment_id)
    found = mlflow.search_experiments(filter_string=f"name LIKE '{name}%'")
    assert [experiment.experiment_id for experiment in found] == [experiment_id]
    with pytest.raises(MlflowException, match="already exists"):
        client.create_experiment(f"{name}-renamed")


def test_dataset_inputs_are_kept(experiment, client):
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [0.0, 1.0]})
    dataset = mlflow.data.from_pandas(frame, name="tiny", targets="y")
    with mlflow.start_run() as run:
        mlflow.log_input(dataset, context="training", tags={"fold": "1"})
    [kept] = client.get_run(run.info.run_id).inputs.dataset_inputs
    assert (kept.dataset.name, kept.dataset.digest) == ("tiny", dataset.digest)
    assert {tag.key: tag.value for tag in kept.tags} == {"mlflow.data.context": "training", "fold": "1"}
