"""Models: logged, registered, aliased, loaded back by every kind of address."""

import mlflow
import numpy as np
import pytest
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.datasets import load_diabetes, load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression


def log_linear_model(**options):
    x, y = load_diabetes(return_X_y=True, as_frame=True)
    model = LinearRegression().fit(x, y)
    # Where these are not given, the client starts a Python to find them out, for seconds each time; autologging has it do so.
    options = {"signature": infer_signature(x, y), "pip_requirements": ["scikit-learn"], **options}
    info = mlflow.sklearn.log_model(model, name="model", **options)
    return info, x.head(5), model.predict(x.head(5))


def test_a_model_loads_by_every_address(experiment, client, name):
    with mlflow.start_run() as run:
        info, x, expected = log_linear_model(input_example=load_diabetes(as_frame=True).data.head(2))
        mlflow.log_metric("mae", 1.5, model_id=info.model_id)
    version = mlflow.register_model(f"models:/{info.model_id}", name)
    client.set_registered_model_alias(name, "champion", version.version)
    addresses = [
        f"runs:/{run.info.run_id}/model",
        f"models:/{info.model_id}",
        f"models:/{name}/{version.version}",
        f"models:/{name}@champion",
    ]
    for address in addresses:
        assert np.allclose(mlflow.pyfunc.load_model(address).predict(x), expected), address
    assert client.get_model_version_by_alias(name, "champion").version == version.version
    assert client.get_run(run.info.run_id).outputs.model_outputs[0].model_id == info.model_id


def test_logged_models_are_searched(experiment, client):
    with mlflow.start_run():
        info, _, _ = log_linear_model(params={"kind": "linear"})
        mlflow.log_metric("mae", 2.5, model_id=info.model_id)
    client.set_logged_model_tags(info.model_id, {"team": "cellar"})
    found = mlflow.search_logged_models(
        experiment_ids=[experiment.experiment_id],
        filter_string="metrics.mae > 2 AND tags.team = 'cellar' AND params.kind = 'linear'",
        output_format="list",
    )
    assert [model.model_id for model in found] == [info.model_id]
    assert mlflow.get_logged_model(info.model_id).status == "READY"


def test_versions_stages_tags_and_search(experiment, client, name):
    with mlflow.start_run():
        info, _, _ = log_linear_model(registered_model_name=name)
        log_linear_model(registered_model_name=name)
    client.update_registered_model(name, "What it is for.")
    client.set_registered_model_tag(name, "domain", "health")
    client.set_model_version_tag(name, "1", "validated", "yes")
    client.update_model_version(name, "1", "The first.")
    client.transition_model_version_stage(name, "1", "Staging")
    client.transition_model_version_stage(name, "2", "Staging", archive_existing_versions=True)
    stages = {version.version: version.current_stage for version in client.search_model_versions(f"name = '{name}'")}
    assert {str(version): stage for version, stage in stages.items()} == {"1": "Archived", "2": "Staging"}
    assert [model.name for model in client.search_registered_models(f"name = '{name}'")] == [name]
    assert [str(version.version) for version in client.get_latest_versions(name, ["Staging"])] == ["2"]
    client.delete_model_version(name, "1")
    client.rename_registered_model(name, f"{name}-renamed")
    client.delete_registered_model(f"{name}-renamed")
    with pytest.raises(MlflowException, match="not found"):
        client.get_registered_model(name)


def test_autologging(experiment, client):
    mlflow.sklearn.autolog(serialization_format="cloudpickle")
    try:
        x, y = load_iris(return_X_y=True)
        with mlflow.start_run() as run:
            LogisticRegression(max_iter=300).fit(x, y)
    finally:
        mlflow.sklearn.autolog(disable=True)
    kept = client.get_run(run.info.run_id)
    assert kept.data.params["max_iter"] == "300"
    assert "training_score" in kept.data.metrics
    assert kept.outputs.model_outputs
