/** The version of MLflow whose server Millrace answers like. */
export const MLFLOW_VERSION = '3.17.2';
