// What package installers need to reach their index. Nothing else of ours: what they install is code of others.
const PASSED =
  /^(?:PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|(?:HTTPS?|ALL|NO|https?|all|no)_(?:PROXY|proxy)|(?:PIP|UV)_\w+|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/;

/** The environment variables that a build runs with. `wheels` is where uv keeps what it fetched; pip keeps nothing, unless it is told to. */
export function builderEnvironment(wheels: string, from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passed = Object.entries(from).filter(([name]) => PASSED.test(name));
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(passed), PYTHONNOUSERSITE: '1' };
  env['UV_CACHE_DIR'] ??= wheels;
  if (env['PIP_CACHE_DIR'] === undefined) env['PIP_NO_CACHE_DIR'] ??= '1';
  return env;
}
