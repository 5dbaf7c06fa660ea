import type { ExecutorConfig } from '@millrace/contracts/projects/executor-config';
import type { RunLimits } from '../executors/executor.ts';
import type { RunnerSettings } from '../settings/runner-settings.ts';

const MEGABYTE = 1024 * 1024;
const OPEN_FILES = 4096;

/** What a run may use: what it asked for, and no more than the settings allow. */
export function runLimits(config: ExecutorConfig, settings: RunnerSettings): RunLimits {
  const asked = (megabytes: number | undefined): number =>
    megabytes === undefined ? Infinity : megabytes * MEGABYTE;
  return {
    processes: Math.min(config.processes ?? Infinity, settings.MILLRACE_RUNNER_PROCESSES),
    memoryBytes: Math.min(asked(config.memory_mb), settings.MILLRACE_RUNNER_MEMORY_BYTES),
    diskBytes: Math.min(asked(config.disk_mb), settings.MILLRACE_RUNNER_DISK_BYTES),
    openFiles: config.open_files ?? OPEN_FILES,
  };
}
