import type { ContainerCreateOptions } from 'dockerode';
import { CODE_FOLDER } from '../container/code-archive.ts';
import { superviseScript } from '../container/supervise-script.ts';
import type { RunOrder } from '../executor.ts';
import { MANAGED_BY } from '../images/engine.ts';
import type { DockerNetwork } from './docker-network.ts';

export const RUN_LABEL = 'millrace.project-run';
/** Beside the working copy, which is put there with a file that any user can write to. */
export const ENDING_FILE = '/mlflow/projects/ending';
const NANOSECONDS = 1e9;

/** The container of a run, as the engine's API takes it. The image's entry point is kept, as `mlflow run` keeps it. */
export function containerRequest(
  order: RunOrder,
  { mode, extraHosts }: DockerNetwork,
): ContainerCreateOptions {
  const { runId, limits, workplace, config } = order;
  const script = superviseScript({ limits, endingFile: ENDING_FILE, guarded: true, diskFolders: [] });
  const variables = { PYTHONUNBUFFERED: '1', ...order.variables };
  return {
    Image: workplace.image?.name ?? '',
    Cmd: ['sh', '-c', script, 'millrace-run', order.command],
    WorkingDir: CODE_FOLDER,
    Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    Labels: { ...MANAGED_BY, [RUN_LABEL]: runId },
    StopSignal: 'SIGTERM',
    // Its standard input ends when this process does, and with it the command.
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      Binds: [...(workplace.volumes ?? [])],
      // What is printed is kept by the runner, and need not fill the engine's disk.
      LogConfig: { Type: 'none', Config: {} },
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      // The script ends a command with too many; this keeps the machine well until it has looked.
      PidsLimit: limits.processes * 2 + 64,
      SecurityOpt: ['no-new-privileges'],
      ExtraHosts: [...extraHosts],
      ...(mode !== undefined && { NetworkMode: mode }),
      ...(config.cpus !== undefined && { NanoCpus: Math.round(config.cpus * NANOSECONDS) }),
      ...(config.gpus !== undefined && {
        DeviceRequests: [{ Driver: '', Count: config.gpus, Capabilities: [['gpu']] }],
      }),
    },
  };
}
