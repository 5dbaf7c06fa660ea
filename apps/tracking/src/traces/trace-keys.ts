/** Tags and metadata of traces that mean something to MLflow (mlflow/tracing/constant.py). */
export const TRACE_NAME = 'mlflow.traceName';
export const ARTIFACT_LOCATION = 'mlflow.artifactLocation';
export const SPANS_LOCATION = 'mlflow.trace.spansLocation';
export const SPANS_IN_DATABASE = 'TRACKING_STORE';
/** Set once the client has told the whole of a trace: spans that come later do not change its times. */
export const INFO_FINALIZED = 'mlflow.trace.infoFinalized';
export const SIZE_STATS = 'mlflow.trace.sizeStats';
export const SESSION = 'mlflow.trace.session';
export const USER = 'mlflow.trace.user';
export const TOKEN_USAGE = 'mlflow.trace.tokenUsage';
export const COST = 'mlflow.trace.cost';
