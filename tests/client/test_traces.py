"""Traces through the client's tracing API."""

import mlflow
from mlflow.entities import SpanType


@mlflow.trace(span_type=SpanType.TOOL)
def add(a, b):
    return a + b


@mlflow.trace
def plan(question):
    mlflow.update_current_trace(tags={"topic": "sums"})
    return {"answer": add(1, 2), "question": question}


def test_traces_are_kept_searched_and_tagged(experiment, client):
    plan("1 + 2?")
    mlflow.flush_trace_async_logging()
    [trace] = mlflow.search_traces(
        locations=[experiment.experiment_id], filter_string="tags.topic = 'sums'", return_type="list"
    )
    assert trace.info.state == "OK"
    assert [span.name for span in trace.data.spans] == ["plan", "add"]
    assert trace.data.spans[1].outputs == 3
    mlflow.set_trace_tag(trace.info.trace_id, "seen", "yes")
    assert mlflow.get_trace(trace.info.trace_id).info.tags["seen"] == "yes"
    mlflow.log_feedback(trace_id=trace.info.trace_id, name="correct", value=True)
    assert mlflow.get_trace(trace.info.trace_id).info.assessments[0].name == "correct"
    assert client.delete_traces(experiment.experiment_id, trace_ids=[trace.info.trace_id]) == 1
