import { address, get, type RequestOptions, send } from './request.ts';

/** An input of a model, as the Open Inference Protocol has it; a column has the shape `[-1]`. */
export interface ModelInput {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

export async function getModelInputs(deployment: string, options?: RequestOptions): Promise<ModelInput[]> {
  const path = `v2/models/${encodeURIComponent(deployment)}`;
  return (await get<{ inputs: ModelInput[] }>(path, {}, options)).inputs;
}

/** The path that a deployment scores at, relative to the page. */
export const invocationsPath = (deployment: string): string =>
  `deployments/${encodeURIComponent(deployment)}/invocations`;

export interface ScoringAnswer {
  readonly text: string;
  /** Which version answered. */
  readonly version: string;
  readonly tookMs: number;
}

export async function invoke(deployment: string, body: string): Promise<ScoringAnswer> {
  const startedMs = performance.now();
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  const answer = await send(address(invocationsPath(deployment)), init);
  const text = await answer.text();
  const version = answer.headers.get('x-millrace-version') ?? '';
  return { text, version, tookMs: performance.now() - startedMs };
}
