"""Makes rows of a noisy line, and logs them as a file."""

import csv
import random
import sys
import tempfile
from pathlib import Path

import mlflow

rows, noise = int(float(sys.argv[1])), float(sys.argv[2])
random.seed(1)

with mlflow.start_run(), tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "rows.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        for index in range(rows):
            x = index / rows
            writer.writerow([x, 3 * x + random.gauss(0, noise)])
    mlflow.log_artifact(str(path))
