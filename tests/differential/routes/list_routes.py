"""Prints every route of MLflow's server as `METHOD /path`, with `{}` where a request puts a value."""

import os
import re
import tempfile

os.environ["_MLFLOW_SERVER_FILE_STORE"] = f"sqlite:///{tempfile.mkdtemp()}/routes.db"

from mlflow.server import app, fastapi_app  # noqa: E402


def rest() -> set[tuple[str, str]]:
    return {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods}


def routers(routes, prefix="") -> set[tuple[str, str]]:
    found = set()
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            context = getattr(route, "include_context", None)
            found |= routers(inner.routes, prefix + (getattr(context, "prefix", None) or ""))
        elif getattr(route, "methods", None):
            found |= {(method, prefix + route.path) for method in route.methods}
    return found


routes = rest() | routers(fastapi_app.app.routes)
lines = {
    f"{method} {re.sub(r'[<{][^>}]*[>}]', '{}', path)}"
    for method, path in routes
    if method not in ("HEAD", "OPTIONS")
}
print("\n".join(sorted(lines, key=lambda line: line.split(" ")[::-1])))
