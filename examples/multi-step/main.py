"""Runs the steps of the project one after another, each as a run below this one."""

import sys

import mlflow

rows, noise = sys.argv[1:3]


def step(entry_point, **parameters):
    submitted = mlflow.projects.run(".", entry_point, parameters=parameters, env_manager="local")
    return mlflow.get_run(submitted.run_id)


with mlflow.start_run():
    made = step("make", rows=rows, noise=noise)
    fitted = step("fit", data=made.info.artifact_uri + "/rows.csv")
    mlflow.log_metric("slope", fitted.data.metrics["slope"])
