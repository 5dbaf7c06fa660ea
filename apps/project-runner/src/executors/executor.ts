import type { Project } from '../mlproject/project.ts';
import type { ProjectRun } from '../project-runs/project-run.ts';

/** A project that is to be run, before it is known in what. */
export interface ProjectOrder {
  readonly run: Pick<ProjectRun, 'runId' | 'envManager' | 'executorConfig'>;
  readonly project: Project;
  /** The working copy of the project, on this machine. */
  readonly folder: string;
  /** A folder of this run alone, above the working copy. */
  readonly scratch: string;
  /** The commit that was checked out. */
  readonly commit: string | undefined;
  /** Where this machine reaches the tracking server. */
  readonly trackingUri: string;
  /** The packages to have, as `name==version`, in place of those that the project asks for. */
  readonly packages?: readonly string[] | undefined;
  readonly onProgress: (line: string) => void;
}

/** What commands run in, made ready: a Python of this machine, or an image. */
export interface Workplace {
  /** What made it. */
  readonly manager: 'local' | 'uv' | 'virtualenv' | 'conda' | 'docker';
  readonly image?: RunImage;
  /** What is mounted into containers, as `docker run -v` takes it. */
  readonly volumes?: readonly string[];
  /** Folders to search for programs before all others. */
  readonly programs: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** What is installed there, where that can be told. */
  installed(): Promise<Installed | undefined>;
  release(): Promise<void>;
}

/** The Python of a workplace, and its packages. */
export interface Installed {
  /** Such as 3.11.7, or 3.11 where no more is known. */
  readonly pythonVersion: string | undefined;
  /** As `name==version`. */
  readonly packages: readonly string[];
}

export interface RunImage {
  /** What engines and clusters know it by. */
  readonly name: string;
  /** `sha256:…`, of its configuration. */
  readonly id: string;
  /** `repository@sha256:…`, where a registry has it. */
  readonly digest: string | undefined;
}

/** What an executor is given to run. */
export interface RunOrder {
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly projectName: string | undefined;
  /** The working copy of the project, where the command starts. */
  readonly folder: string;
  /** A folder of this run alone, above the working copy: its home and its temporary files go there. */
  readonly scratch: string;
  /** A line for `bash -c`. */
  readonly command: string;
  /** Variables for the command, besides what the executor always sets. */
  readonly variables: Readonly<Record<string, string>>;
  readonly workplace: Workplace;
  readonly config: ProjectRun['executorConfig'];
  readonly timeoutSeconds: number | undefined;
  readonly limits: RunLimits;
  /** Called with what the command prints. While it has not resolved, the command may be kept waiting. */
  readonly onOutput: (chunk: Buffer) => Promise<void>;
  /** Called with what the executor itself has to tell. */
  readonly onProgress: (line: string) => void;
}

export interface RunLimits {
  readonly processes: number;
  readonly memoryBytes: number;
  /** Of the scratch folder or the container, and of any one file. */
  readonly diskBytes: number;
  readonly openFiles: number;
}

/** How a command ended. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** It was ended because it went past a limit. */
  | { readonly kind: 'limit'; readonly reason: string }
  /** What was to run it did not, or gave it up. */
  | { readonly kind: 'lost'; readonly reason: string };

/** A command that runs. */
export interface Execution {
  /** Resolves once nothing of the command is left. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks the command to end, and ends it when it does not within `graceMs`. Resolves once nothing of it is left. */
  stop(graceMs: number): Promise<void>;
}

/** The engine or the cluster did not do what it was asked for; the message is for people. Another attempt may do better. */
export class ExecutorError extends Error {}

/** Runs commands somewhere. All implementations pass `executor-conformance.ts`. */
export interface Executor {
  /** Where commands find the working copy; undefined where it is used as it is. */
  readonly codeFolder: string | undefined;
  /** Makes ready what a project's command will run in. Rejects with ProjectError, BuildError, ImageError or ExecutorError. */
  prepare(order: ProjectOrder): Promise<Workplace>;
  /** Starts a command. Rejects when it cannot be started, with the same errors. */
  start(order: RunOrder): Promise<Execution>;
  /** Ends what a runner that died has left of a run, if it is anywhere this executor can reach. */
  sweep(runId: string): Promise<void>;
}
