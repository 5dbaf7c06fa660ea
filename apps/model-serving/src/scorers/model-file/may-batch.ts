import type { ModelFile } from './model-file.ts';

/** Flavors whose predict answers each row by itself, as far as MLflow's wrappers go. */
const ROW_WISE = new Set([
  'mlflow.sklearn',
  'mlflow.xgboost',
  'mlflow.lightgbm',
  'mlflow.catboost',
  'mlflow.onnx',
]);

/**
 * Whether rows of several requests may be scored at once. The model's own word counts, `millrace.batching` in its metadata; else
 * its flavor: a custom Python model may look at all rows that it is given.
 */
export function mayBatch(model: ModelFile): boolean {
  const said = model.metadata['millrace.batching'];
  if (said !== undefined) return said === true || said === 'true';
  return ROW_WISE.has(String(model.flavors['python_function']?.['loader_module']));
}
