"""Asks MLflow for the command line of each case and writes recorded.json: null where MLflow refuses the case.

usage: python apps/project-runner/test/mlproject/record.py    (with mlflow installed)
"""

import json
import os
import tempfile
from pathlib import Path

from mlflow.projects import _project_spec

os.environ["SHELL"] = "bash"
here = Path(__file__).parent


def command(case):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "MLproject").write_text(case["mlproject"])
        try:
            project = _project_spec.load_project(folder)
            entry_point = project.get_entry_point(case["entryPoint"])
            return entry_point.compute_command(case["parameters"], None)
        except Exception:
            return None


cases = json.loads((here / "cases.json").read_text())
recorded = [command(case) for case in cases]
(here / "recorded.json").write_text(json.dumps(recorded, indent=2, ensure_ascii=False) + "\n")
