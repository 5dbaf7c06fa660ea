import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ModelFile } from '../model-file/model-file.ts';
import { plainReader } from '../plain-input/plain-reader.ts';
import { PyfuncScorer } from '../pyfunc/pyfunc-scorer.ts';
import type { LocalModel, ScorerOptions } from '../scorer.ts';
import { ExactScorer } from './exact-scorer.ts';
import { feedWriter } from './feeds.ts';
import { OnnxScorer } from './onnx-scorer.ts';
import { QuickSession } from './quick-session.ts';
import { Session } from './session.ts';

/**
 * The scorer of an ONNX model; undefined for models that this runtime does not load, or whose requests it could not feed to it
 * as MLflow does.
 */
export async function openOnnx(
  model: LocalModel,
  file: ModelFile,
  options: ScorerOptions,
): Promise<OnnxScorer | undefined> {
  const data = file.flavors['onnx']?.['data'];
  const reader = plainReader(file);
  if (typeof data !== 'string' || reader === undefined) return undefined;
  if (file.flavors['python_function']?.['loader_module'] !== 'mlflow.onnx') return undefined;
  const path = join(model.folder, data);
  if (
    !(await stat(path).then(
      (found) => found.isFile(),
      () => false,
    ))
  )
    return undefined;
  const start = { path, threads: Math.max(1, Math.floor(availableParallelism() / (options.workers + 1))) };
  const sessions = Array.from({ length: options.workers }, () => new Session(start));
  try {
    const [info] = await Promise.all(sessions.map((session) => session.loaded()));
    const feeds = info && feedWriter(reader, info);
    if (feeds !== undefined) {
      const exact = new ExactScorer(() => new PyfuncScorer(model, file, { ...options, workers: 1 }));
      const quick = await QuickSession.open(start);
      return new OnnxScorer(model, file, options, { start, sessions, quick, reader, feeds, exact });
    }
    options.onLog('This ONNX model is scored in Python: its signature or its outputs ask for it.');
  } catch (error) {
    options.onLog(`This ONNX model is scored in Python: ${(error as Error).message}`);
  }
  await Promise.all(sessions.map((session) => session.stop()));
  return undefined;
}
