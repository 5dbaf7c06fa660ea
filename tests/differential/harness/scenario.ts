/** JSON as a request or an answer carries it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };
export type Query = Record<string, string | readonly string[]>;

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: Json;
}

export interface StepOptions {
  /** What is special about this request; part of the step's title. */
  readonly label?: string;
  readonly query?: Query;
  /** Sent as it is, in place of a JSON body. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names for values of the answer, by path such as `run.info.run_id`; later steps say `{{name}}`. */
  readonly save?: Readonly<Record<string, string>>;
  /** Compare only these parts of a successful answer, such as `runs.*.info.run_name`. */
  readonly pick?: readonly string[];
  /** Answer headers that must agree. */
  readonly answerHeaders?: readonly string[];
  /** Lists, by path, whose order MLflow leaves open. */
  readonly anyOrder?: readonly string[];
  /** Milliseconds to wait first, where the order of creation times matters. */
  readonly pause?: number;
  /** Why the error's message cannot be the same; status and error code still must. */
  readonly messageMayDiffer?: string;
  /** Why Millrace may answer what MLflow refuses. */
  readonly mayAccept?: string;
}

export interface Step extends Exchange, StepOptions {}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Steps = Step | readonly Steps[];

const flatten = (steps: Steps): Step[] =>
  Array.isArray(steps) ? (steps as readonly Steps[]).flatMap(flatten) : [steps as Step];

export function scenario(name: string, ...steps: Steps[]): Scenario {
  return { name, steps: flatten(steps) };
}

/** The same scenario over the paths the web interface uses. */
export function viaAjax(original: Scenario): Scenario {
  const steps = original.steps.map((step) => ({
    ...step,
    path: step.path.replace(/^\/api\//, '/ajax-api/'),
  }));
  return { name: `${original.name} (ajax-api)`, steps };
}

export function titleOf(step: Step): string {
  const path = step.path.replace(/^\/api\/2\.0\/mlflow\//, '').replace(/(.{100}).+/, '$1…');
  return `${step.method} ${path}${step.label === undefined ? '' : `: ${step.label}`}`;
}
