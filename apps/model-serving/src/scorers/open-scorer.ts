import { readModelFile } from './model-file/model-file.ts';
import { openOnnx } from './onnx/open-onnx.ts';
import { PyfuncScorer } from './pyfunc/pyfunc-scorer.ts';
import type { OpenScorer } from './scorer.ts';

/** Opens the scorer for a model: ONNX models in this process where that answers as MLflow does, all others in Python. */
export const openScorer: OpenScorer = async (model, options) => {
  const file = await readModelFile(model);
  const onnx = await openOnnx(model, file, options);
  if (onnx !== undefined) return onnx;
  const scorer = new PyfuncScorer(model, file, options);
  await scorer.open();
  return scorer;
};
