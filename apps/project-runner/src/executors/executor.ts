/** What an executor is given to run. */
export interface RunOrder {
  /** 32 hexadecimal digits. */
  readonly runId: string;
  /** The working copy of the project, where the command starts. */
  readonly folder: string;
  /** A folder of this run alone, above the working copy: its home and its temporary files go there. */
  readonly scratch: string;
  /** A line for `bash -c`. */
  readonly command: string;
  /** Variables for the command, besides what the executor always sets. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folders to search for programs before all others. */
  readonly programs: readonly string[];
  readonly limits: RunLimits;
  /** Called with what the command prints. While it has not resolved, the command may be kept waiting. */
  readonly onOutput: (chunk: Buffer) => Promise<void>;
}

export interface RunLimits {
  readonly processes: number;
  readonly memoryBytes: number;
  /** Of the scratch folder, and of any one file. */
  readonly diskBytes: number;
  readonly openFiles: number;
}

/** How a command ended. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** It was ended because it went past a limit. */
  | { readonly kind: 'limit'; readonly reason: string };

/** A command that runs. */
export interface Execution {
  /** Resolves once nothing of the command is left. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks the command to end, and ends it when it does not within `graceMs`. Resolves once nothing of it is left. */
  stop(graceMs: number): Promise<void>;
}

/** Runs commands somewhere. All implementations pass `conformance.ts`. */
export interface Executor {
  /** Starts a command. Rejects when it cannot be started. */
  start(order: RunOrder): Promise<Execution>;
  /** Ends what a runner that died has left of a run, if it is anywhere this executor can reach. */
  sweep(runId: string): Promise<void>;
}
