"""Scores one MLflow model for Millrace: serve_model.py MODEL_FOLDER MEMORY_MB, talking over file descriptor 3."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent)
from millrace_worker.serve import serve  # noqa: E402

# The model's own modules must not be shadowed by what lies in this folder.
del sys.path[0]

if __name__ == "__main__":
    serve(model_folder=sys.argv[1], memory_mb=int(sys.argv[2]))
