"""Fits a line through the origin to rows that another step has made."""

import csv
import sys

import mlflow

path = mlflow.artifacts.download_artifacts(sys.argv[1])
with open(path, newline="") as file:
    rows = [(float(x), float(y)) for x, y in csv.reader(file)]

with mlflow.start_run():
    slope = sum(x * y for x, y in rows) / sum(x * x for x, _ in rows)
    mlflow.log_metric("slope", slope)
