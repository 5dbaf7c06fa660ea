import type { Json, Query, Step, StepOptions } from './scenario.ts';

const absolute = (path: string): string => (path.startsWith('/') ? path : `/api/2.0/mlflow/${path}`);

/** A path of the REST API's version 3. */
export const v3 = (path: string): string => `/api/3.0/mlflow/${path}`;

export const get = (path: string, query: Query = {}, options: StepOptions = {}): Step => ({
  method: 'GET',
  path: absolute(path),
  query,
  ...options,
});

const withBody =
  (method: string) =>
  (path: string, body?: Json, options: StepOptions = {}): Step => ({
    method,
    path: absolute(path),
    ...(body === undefined ? {} : { body }),
    ...options,
  });

export const post = withBody('POST');
export const put = withBody('PUT');
export const patch = withBody('PATCH');
export const del = withBody('DELETE');

export const request = (method: string, path: string, options: StepOptions = {}): Step => ({
  method,
  path: absolute(path),
  ...options,
});
