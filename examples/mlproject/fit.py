"""Fits a line to noisy points and logs the slope it finds: a project as small as one can be."""

import random
import sys

import mlflow

slope, points = float(sys.argv[1]), int(float(sys.argv[2]))
random.seed(0)
x = [i / points for i in range(points)]
y = [slope * value + random.gauss(0, 0.01) for value in x]
found = sum(a * b for a, b in zip(x, y)) / sum(a * a for a in x)

with mlflow.start_run():
    mlflow.log_metric("slope", found)
