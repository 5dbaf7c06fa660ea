"""Records what MLflow 3.17.2's own parser makes of the filters and orders in corpus.txt: run it with a Python that has mlflow.

    python packages/search/test/record.py

Writes recorded.json: a line for each, with the parsed clauses or the error. Sets in messages are put into order.
"""
import json
import math
import pathlib
import re
import sys

from sqlalchemy.orm import Session

from mlflow.exceptions import MlflowException
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
from mlflow.store.tracking import sqlalchemy_store as tracking
from mlflow.utils import search_logged_model_utils as logged_models
from mlflow.utils import search_utils as utils

HERE = pathlib.Path(__file__).parent

registry = RegistryStore.__new__(RegistryStore)
registry._get_workspace_clauses = lambda model: []


def logged_model_clauses(text):
    return [
        {"type": c.entity.type.value, "key": c.entity.key, "comparator": c.op, "value": c.value}
        for c in logged_models.parse_filter_string(text)
    ]


def check_logged_models(parsed):
    for clause in parsed:
        if clause["type"] == "attributes":
            getattr(tracking.SqlLoggedModel, clause["key"])
        value = clause["value"]
        if not isinstance(value, (str, float)):
            if not clause["comparator"].endswith("IN"):
                raise TypeError("a list that SQL cannot take")
            utils.SearchUtils._check_valid_identifier_list(value)


def check_traces(parsed):
    of = utils.SearchTraceUtils
    for clause in parsed:
        comparator = clause["comparator"].upper()
        type_, key = clause["type"], clause["key"]
        if not (
            of.is_issue(type_, key, comparator)
            or of.is_attribute(type_, key, comparator)
            or of.is_tag(type_, comparator)
            or of.is_request_metadata(type_, comparator)
            or of.is_span(type_, key, comparator)
        ):
            of.is_assessment(type_, key, comparator)


def run_order(type_, key, ascending):
    return type_, utils.SearchUtils.translate_key_alias(key), ascending


def model_order(key, ascending):
    return "attribute", "last_updated_timestamp" if key == "timestamp" else key, ascending


FILTERS = {
    "run": (
        utils.SearchUtils.parse_search_filter,
        lambda parsed: tracking._get_sqlalchemy_filter_clauses(parsed, Session(), "sqlite"),
    ),
    "experiment": (
        utils.SearchExperimentsUtils.parse_search_filter,
        lambda parsed: tracking._get_search_experiments_filter_clauses(parsed, "sqlite"),
    ),
    "registered-model": (
        utils.SearchModelUtils.parse_search_filter,
        lambda parsed: registry._get_search_registered_model_filter_query(Session(), parsed, "sqlite"),
    ),
    "model-version": (
        utils.SearchModelVersionUtils.parse_search_filter,
        lambda parsed: registry._get_search_model_versions_filter_clauses(parsed, "sqlite"),
    ),
    "logged-model": (logged_model_clauses, check_logged_models),
    "trace": (
        utils.SearchTraceUtils.parse_search_filter_for_search_traces,
        check_traces,
    ),
    "evaluation-dataset": (
        utils.SearchEvaluationDatasetsUtils.parse_search_filter,
        lambda parsed: tracking._get_search_datasets_filter_clauses(parsed, "sqlite"),
    ),
}
ORDERS = {
    "run": lambda text: tracking._get_orderby_clauses([text], Session())
    and run_order(*utils.SearchUtils.parse_order_by_for_search_runs(text)),
    "experiment": lambda text: tracking._get_search_experiments_order_by_clauses([text])
    and utils.SearchExperimentsUtils.parse_order_by_for_search_experiments(text),
    "registered-model": lambda text: model_order(
        *utils.SearchUtils.parse_order_by_for_search_registered_models(text)
    ),
    "model-version": lambda text: RegistryStore._parse_search_model_versions_order_by([text])
    and utils.SearchModelVersionUtils.parse_order_by_for_search_model_versions(text),
    "trace": lambda text: tracking._get_orderby_clauses_for_search_traces([text], Session())
    and utils.SearchTraceUtils.parse_order_by_for_search_traces(text),
    "evaluation-dataset": lambda text: tracking._get_search_datasets_order_by_clauses([text])
    and utils.SearchEvaluationDatasetsUtils.parse_order_by_for_search_evaluation_datasets(text),
}


def ordered(message):
    def one(match):
        items = re.findall(r"'[^']*'", match.group(1))
        return "{" + ", ".join(sorted(items)) + "}"

    return re.sub(r"\{((?:'[^']*'(?:, )?)+)\}", one, message)


def plain(value):
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return list(value) if isinstance(value, tuple) else value


def attempt(work):
    try:
        return work()
    except MlflowException as error:
        return {"error": ordered(error.message)}
    except Exception as error:  # MLflow answers 500 then; Millrace may say what it likes, in a 400
        return {"failure": type(error).__name__}


def record(kind, text):
    mode, entity = kind.split(" ")
    if mode == "order":
        def order():
            type_, key, ascending = ORDERS[entity](text)
            return {"type": type_, "key": key, "ascending": ascending}

        return attempt(order)
    parse, compile_ = FILTERS[entity]

    def whole():
        parsed = parse(text)
        result = [{name: plain(value) for name, value in clause.items()} for clause in parsed]
        refusal = attempt(lambda: [compile_(parsed)] and None)
        return {"clauses": result, "refused": refusal} if refusal else {"clauses": result}

    return attempt(whole)


def main():
    corpus = json.loads((HERE / "corpus.json").read_text())
    lines = []
    for kind, texts in corpus.items():
        for text in texts:
            lines.append(json.dumps([kind, text, record(kind, text)], ensure_ascii=False, default=repr))
    (HERE / "recorded.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(len(lines), file=sys.stderr)


main()
