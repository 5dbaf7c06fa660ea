import { processTree, signalAll } from './process-tree.ts';

/** A process, with what it starts, that faults are done to. */
export interface Target {
  readonly name: string;
  /** The process's id; undefined while there is none. */
  readonly pid: number | undefined;
  /** Starts it, or starts it again where it was. Resolves when it does its work. */
  start(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
}

/** Ends a target, and all that it has started, as a lack of memory or of power would. */
export async function kill(target: Target): Promise<void> {
  if (target.pid === undefined) return;
  signalAll(processTree(target.pid), 'SIGKILL');
  await target.ended;
}

/** Stops a target's time; returns what lets it go on. */
export function pause(target: Target): () => void {
  const pids = target.pid === undefined ? [] : processTree(target.pid);
  signalAll(pids, 'SIGSTOP');
  return () => signalAll(pids, 'SIGCONT');
}
