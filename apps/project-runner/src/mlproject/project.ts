/** What an MLproject file says; a project without one has no name, no entry points and no environment. */
export interface Project {
  readonly name: string | undefined;
  readonly entryPoints: ReadonlyMap<string, EntryPoint>;
  readonly environment: ProjectEnvironment;
}

export interface EntryPoint {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** With `{parameter}` where a value goes. */
  readonly command: string;
}

export interface Parameter {
  readonly name: string;
  /** As it was written; what is not one of the four that MLflow documents is taken as `string`. */
  readonly type: string;
  /** As text; undefined when a value must be given. */
  readonly default: string | undefined;
}

/** Paths are relative to the project's folder. */
export type ProjectEnvironment =
  | { readonly kind: 'none' }
  | { readonly kind: 'python'; readonly file: string }
  | { readonly kind: 'conda'; readonly file: string }
  | DockerEnvironment;

export interface DockerEnvironment {
  readonly kind: 'docker';
  readonly image: string;
  /** Of the project; its image is built from it. MLflow has no such field, and expects that somebody has built the image. */
  readonly dockerfile: string | undefined;
  /** `/host:/container`, as `docker run -v` takes them. */
  readonly volumes: readonly string[];
  /** Those without a value are copied from the machine that runs the project. */
  readonly variables: readonly { readonly name: string; readonly value: string | undefined }[];
}

export const DOCUMENTED_TYPES = ['string', 'float', 'path', 'uri'] as const;
