import { get, mlflow, type RequestOptions } from './request.ts';

/** Names of registered models that a filter keeps. */
export async function searchModelNames(
  filter: string,
  most: number,
  options?: RequestOptions,
): Promise<string[]> {
  const reply = await get<{ registered_models?: { name: string }[] }>(
    mlflow('registered-models/search'),
    { filter, max_results: most },
    options,
  );
  return (reply.registered_models ?? []).map(({ name }) => name);
}
