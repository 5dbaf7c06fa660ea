"""Logs one of everything that MLflow's web interface shows, with MLflow's own client; prints the ids as JSON."""

import json
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import mlflow
import mlflow.genai
import pandas as pd
from mlflow.genai.datasets import create_dataset
from mlflow.pyfunc import PythonModel

EXPERIMENT = "Tide heights"
MODEL = "tide-model"
PROMPT = "tide-prompt"
client = mlflow.MlflowClient()


class Tide(PythonModel):
    def predict(self, context, model_input: list[str]) -> list[str]:
        return model_input


def log_artifacts(run_id: str) -> None:
    mlflow.log_text("The tide is out.", "notes/readme.txt")
    mlflow.log_text("flavors: {}\n", "model/MLmodel")
    mlflow.log_dict({"harbour": "Whitby", "depth": 4.5}, "notes/harbour.json")
    mlflow.log_table(pd.DataFrame({"question": ["how high?"], "answer": ["four metres"]}), "answers.json")
    figure, axes = plt.subplots()
    axes.plot([1, 2, 3])
    mlflow.log_figure(figure, "curve.png")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "heights.csv"
        table.write_text("hour,height\n1,2.5\n2,3.5\n")
        page = Path(folder) / "report.html"
        page.write_text("<h1>Tide report</h1>")
        mlflow.log_artifact(str(table), "tables")
        mlflow.log_artifact(str(page))


def log_run(number: int) -> str:
    with mlflow.start_run(run_name=f"tide-{number}") as run:
        mlflow.log_params({"learning_rate": number / 100, "harbour": "Whitby"})
        mlflow.set_tags({"season": "spring" if number % 2 else "autumn", "mlflow.note.content": "**High** water"})
        for step in range(20):
            mlflow.log_metrics({"loss": 1 / (step + number), "depth": step * number}, step=step)
            mlflow.log_metric("system/cpu_utilization_percentage", 10.0 + step, step=step)
        mlflow.log_metric("accuracy", number / 10)
        data = mlflow.data.from_pandas(pd.DataFrame({"hour": [1, 2], "height": [2.5, 3.5]}), name="tide-table")
        mlflow.log_input(data, context="training")
        if number == 1:
            log_artifacts(run.info.run_id)
    return run.info.run_id


def log_model(other_run: str) -> tuple[str, str]:
    with mlflow.start_run(run_name="tide-with-model") as run:
        info = mlflow.pyfunc.log_model(
            name="tide-logged-model",
            python_model=Tide(),
            input_example=["low"],
            pip_requirements=["mlflow"],
            registered_model_name=MODEL,
            params={"depth_limit": "7"},
        )
        mlflow.log_metric("rmse", 0.25, model_id=info.model_id)
    other = f"{client.get_run(other_run).info.artifact_uri}/model"
    client.create_model_version(MODEL, other, run_id=other_run)
    client.update_registered_model(MODEL, description="Predicts **tides**.")
    client.set_registered_model_tag(MODEL, "team", "harbour")
    client.set_model_version_tag(MODEL, "1", "checked", "yes")
    client.update_model_version(MODEL, "1", description="The first one.")
    client.set_registered_model_alias(MODEL, "champion", "2")
    return info.model_id, run.info.run_id


def log_trace() -> str:
    @mlflow.trace(name="ask_harbour", span_type="AGENT")
    def ask(question: str) -> str:
        with mlflow.start_span("look_up", span_type="RETRIEVER") as span:
            span.set_inputs({"query": question})
            span.set_outputs(["tide table"])
        mlflow.update_current_trace(tags={"harbour": "Whitby"}, metadata={"mlflow.trace.session": "session-1"})
        return "four metres"

    ask("How high is the tide?")
    trace_id = mlflow.get_last_active_trace_id()
    mlflow.flush_trace_async_logging()
    mlflow.log_feedback(trace_id=trace_id, name="is_right", value=True, rationale="It was measured.")
    mlflow.log_expectation(trace_id=trace_id, name="expected_height", value="four metres")
    return trace_id


def main() -> None:
    experiment = mlflow.set_experiment(EXPERIMENT)
    client.set_experiment_tag(experiment.experiment_id, "mlflow.note.content", "Heights of *tides*")
    runs = [log_run(number) for number in (1, 2, 3)]
    model_id, model_run = log_model(runs[0])
    trace_id = log_trace()
    mlflow.genai.register_prompt(PROMPT, "How high is the tide in {{harbour}}?", commit_message="First words")
    mlflow.genai.register_prompt(PROMPT, "When is high water in {{harbour}}?", commit_message="Second words")
    mlflow.genai.set_prompt_alias(PROMPT, "live", 2)
    dataset = create_dataset("tide-questions", experiment_id=[experiment.experiment_id], tags={"kind": "smoke"})
    dataset.merge_records([{"inputs": {"question": "How high?"}, "expectations": {"answer": "four metres"}}])
    ids = {"experiment": experiment.experiment_id, "runs": runs, "model": model_id, "modelRun": model_run}
    print(json.dumps({**ids, "trace": trace_id, "dataset": dataset.dataset_id}))


main()
