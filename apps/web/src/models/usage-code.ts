/** Flavors whose Python module has the same name and a `load_model`. */
const LOADABLE = new Set([
  'catboost',
  'diviner',
  'h2o',
  'keras',
  'langchain',
  'lightgbm',
  'llama_index',
  'onnx',
  'paddle',
  'pmdarima',
  'prophet',
  'pytorch',
  'sentence_transformers',
  'sklearn',
  'spacy',
  'spark',
  'statsmodels',
  'tensorflow',
  'transformers',
  'xgboost',
]);

/** A Python string. */
const quote = (text: string): string => JSON.stringify(text);
/** A word of a shell. */
const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What to type in Python to load a model, as a function and as what it was made with. */
export function loadingCode(uri: string, flavors: readonly string[]): string {
  const lines = [
    'import mlflow',
    '',
    `model = mlflow.pyfunc.load_model(${quote(uri)})`,
    'model.predict(data)',
  ];
  const native = flavors.filter((flavor) => LOADABLE.has(flavor));
  if (native.length > 0) lines.push('', '# as the object that was logged');
  for (const flavor of native) lines.push(`model = mlflow.${flavor}.load_model(${quote(uri)})`);
  return lines.join('\n');
}

export function sparkCode(uri: string): string {
  return [
    'import mlflow',
    'from pyspark.sql.functions import struct',
    '',
    `predict = mlflow.pyfunc.spark_udf(spark, ${quote(uri)})`,
    'df.withColumn("prediction", predict(struct(*df.columns)))',
  ].join('\n');
}

/** What to type in a shell to serve a model, and to ask it. */
export function servingCode(uri: string, trackingUri: string, example: string | undefined): string {
  const body = example ?? '{"dataframe_split": {"columns": ["…"], "data": [["…"]]}}';
  return [
    `export MLFLOW_TRACKING_URI=${trackingUri}`,
    `mlflow models serve -m ${shellWord(uri)} -p 5001`,
    '',
    '# in another shell',
    `curl http://127.0.0.1:5001/invocations -H 'content-type: application/json' -d ${shellWord(body)}`,
  ].join('\n');
}

/** The address of this server as programs take it. */
export const trackingUri = (): string => new URL('.', document.baseURI).href.replace(/\/$/, '');
