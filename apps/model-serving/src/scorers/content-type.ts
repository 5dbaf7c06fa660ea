const JSON_TYPE = /^application\/json(?:; *charset=utf-8)?$/i;

/** True for JSON as most clients name it; what else there is, MLflow's own code understands or refuses. */
export function isJson(contentType: string | undefined): boolean {
  return contentType === 'application/json' || (contentType !== undefined && JSON_TYPE.test(contentType));
}
