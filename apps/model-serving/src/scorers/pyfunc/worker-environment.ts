import { availableParallelism } from 'node:os';

/** What a model may see of the environment: how to find programs and libraries, language, threads, devices, and MLflow's switches. */
const ALLOWED = new Set([
  'HOME',
  'LANG',
  'LANGUAGE',
  'LD_LIBRARY_PATH',
  'MKL_NUM_THREADS',
  'MLFLOW_DISABLE_SCHEMA_DETAILS',
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'PATH',
  'PYTHONHASHSEED',
  'PYTHONPATH',
  'SERVING_MODEL_CONFIG',
  'TMPDIR',
  'TZ',
  'VIRTUAL_ENV',
]);
const ALLOWED_PREFIXES = ['LC_', 'CUDA_', 'NVIDIA_', 'HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'];

/** The environment of a model's process: a list of what it may have, so that no credential of the platform is in it. */
export function workerEnvironment(workers: number, from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const allowed = Object.entries(from).filter(
    ([name]) => ALLOWED.has(name) || ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  const threads = String(Math.max(1, Math.floor(availableParallelism() / workers)));
  return {
    // Workers share the machine: with all its processors each, they would wait for one another.
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    ...Object.fromEntries(allowed),
  };
}

/**
 * The user that models run as: `MILLRACE_WORKER_UID`, when this process may choose (it is root). That user must be able to read the
 * models' folders and the Python environments.
 */
export function workerUser(
  from: NodeJS.ProcessEnv = process.env,
): { readonly uid: number; readonly gid: number } | undefined {
  const uid = Number(from['MILLRACE_WORKER_UID']);
  if (!Number.isInteger(uid) || uid <= 0 || process.getuid?.() !== 0) return undefined;
  return { uid, gid: uid };
}
