"""MLflow's own command line, and a project run by the client."""

import pathlib
import subprocess
import sys

import mlflow
from click.testing import CliRunner
from mlflow import MlflowClient
from mlflow.cli import cli

REPOSITORY = pathlib.Path(__file__).parents[2]


def command(*words):
    """What a command of `mlflow` prints. It runs in this process: to start a Python for each takes longer than all of them."""
    done = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_experiments_and_runs_commands(name):
    command("experiments", "create", "-n", name)
    experiment_id = MlflowClient().get_experiment_by_name(name).experiment_id
    assert name in command("experiments", "search")
    run = MlflowClient().create_run(experiment_id, run_name="listed")
    assert "listed" in command("runs", "list", "--experiment-id", experiment_id)
    command("runs", "delete", "--run-id", run.info.run_id)
    command("runs", "restore", "--run-id", run.info.run_id)
    assert run.info.run_id in command("runs", "describe", "--run-id", run.info.run_id)


def test_artifacts_commands(experiment, tmp_path):
    (tmp_path / "file.txt").write_text("content")
    with mlflow.start_run() as run:
        pass
    command("artifacts", "log-artifact", "-l", str(tmp_path / "file.txt"), "-r", run.info.run_id)
    assert "file.txt" in command("artifacts", "list", "-r", run.info.run_id)
    command("artifacts", "download", "-r", run.info.run_id, "-a", "file.txt", "-d", str(tmp_path / "down"))
    assert (tmp_path / "down" / "file.txt").read_text() == "content"


def test_a_project_runs(experiment, client):
    done = mlflow.projects.run(
        str(REPOSITORY / "examples" / "mlproject"),
        parameters={"slope": 3.0},
        env_manager="local",
        experiment_id=experiment.experiment_id,
    )
    run = client.get_run(done.run_id)
    assert run.info.status == "FINISHED"
    assert abs(run.data.metrics["slope"] - 3.0) < 0.05
    assert run.data.params["slope"] == "3.0"
    assert run.data.tags["mlflow.project.entryPoint"] == "main"


def test_the_quickstart_runs():
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "examples" / "quickstart" / "train.py")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "models:/wine-classifier@champion (version " in done.stdout
