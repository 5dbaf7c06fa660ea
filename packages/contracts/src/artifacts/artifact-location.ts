import { invalidParameter } from '../errors.ts';

/**
 * Where artifacts may be: an object store, or a place under the server's own root, written `mlflow-artifacts:/…`. Paths of
 * the server's machine never come from a request (CVE-2023-1177 and its kin), so every other URI is refused.
 */
export const OBJECT_STORE_SCHEMES: ReadonlySet<string> = new Set([
  's3',
  'gs',
  'wasb',
  'wasbs',
  'abfs',
  'abfss',
  'r2',
  'b2',
  'oss',
  'cos',
]);

/** The scheme of a place under the server's artifact root. */
export const PROXY_SCHEME = 'mlflow-artifacts';

export const MAX_LOCATION_LENGTH = 2048;

// Schemes that name a host which the server would connect to; MLflow refuses them in these words.
const HOST_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'ftp', 'sftp', 'hdfs', 'viewfs']);
const URI = /^([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
/** Each round takes off one layer of percent-encoding; more layers than this are nobody's honest path. */
const MAX_DECODINGS = 10;

export interface ArtifactUri {
  /** In lower case, without the colon. */
  readonly scheme: string;
  /** The bucket, container or host; empty when the URI names none. */
  readonly authority: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly fragment: string;
}

/** The parts of a URI as they are written, or undefined for what has no scheme (a local path). */
export function parseArtifactUri(uri: string): ArtifactUri | undefined {
  const [matched, scheme = '', authority = '', path = '', query = '', fragment = ''] = URI.exec(uri) ?? [];
  return matched === undefined
    ? undefined
    : { scheme: scheme.toLowerCase(), authority, path, query, fragment };
}

/**
 * Throws INVALID_PARAMETER_VALUE unless a request may name this URI as the place of artifacts. `field` names it in the
 * message. Where MLflow refuses too, its words are kept.
 */
export function checkArtifactLocation(uri: string, field: string): void {
  const parts = parseArtifactUri(uri);
  if (uri.includes('#') || parts?.path.split('/').at(-1)?.includes(';'))
    throw invalidParameter(`'${field}' URL can't include fragments or params.`);
  if (parts && hasTraversal(parts.query, true)) throw invalidParameter('Invalid query string');
  if (parts && isForeignHost(parts)) throw invalidParameter(foreignHostMessage(parts.scheme, field));
  if (uri.startsWith('runs:'))
    throw invalidParameter(`Artifact location cannot be a runs:/ URI. Given: '${uri}'`);
  if (Array.from(uri).length > MAX_LOCATION_LENGTH)
    throw invalidParameter(
      `Invalid artifact path length. The length of the artifact path cannot be greater than ${MAX_LOCATION_LENGTH} characters. ` +
        'To configure this limit, please set the MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment variable.',
    );
  const fault = faultOf(parts);
  if (fault !== undefined)
    throw invalidParameter(
      `Invalid ${field}: ${fault}. Give an object store (such as s3://bucket/path) or a place under ${PROXY_SCHEME}:/.`,
    );
}

function faultOf(parts: ArtifactUri | undefined): string | undefined {
  if (parts === undefined) return 'local and relative paths are not allowed';
  const { scheme, authority, path } = parts;
  if (hasTraversal(path) || hasTraversal(authority))
    return "the path must not contain '..', backslashes or control characters, in any encoding";
  if (scheme === PROXY_SCHEME)
    return path.startsWith('/') ? undefined : `a ${PROXY_SCHEME} location starts with a slash`;
  if (!OBJECT_STORE_SCHEMES.has(scheme)) return `the scheme '${scheme}' is not that of an object store`;
  return authority === '' ? 'it names no bucket' : undefined;
}

function isForeignHost({ scheme, authority }: ArtifactUri): boolean {
  return HOST_SCHEMES.has(scheme) || (scheme === PROXY_SCHEME && authority !== '');
}

/** MLflow's refusal of a URI that names a host which the server would connect to. */
export function foreignHostMessage(scheme: string, field: string): string {
  return (
    `'${field}' cannot use the '${scheme}' scheme: the '${scheme}' scheme addresses a host other than the tracking server's ` +
    'configured artifact storage, so the server would connect to the host named in the URI. Set the ' +
    'MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it.'
  );
}

/**
 * Whether a path, however often it is percent-encoded, holds what could lead out of its root: a `..` segment (anywhere at all
 * with `anyDots`), a backslash, or a control character such as NUL. What cannot be decoded to an end counts as such.
 */
export function hasTraversal(path: string, anyDots = false): boolean {
  let text = path;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f\\]/.test(text)) return true;
    if (anyDots ? text.includes('..') : text.split('/').includes('..')) return true;
    const decoded = decodeOnce(text);
    if (decoded === text) return false;
    text = decoded;
  }
  return true;
}

/** Decodes each byte of ASCII on its own, so that a broken sequence elsewhere cannot hide one; no other byte matters here. */
function decodeOnce(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** A URI with path segments put behind its path; a query stays at the end (MLflow's append_to_uri_path). */
export function appendToArtifactUri(uri: string, ...segments: readonly string[]): string {
  const queryAt = uri.indexOf('?');
  const base = queryAt < 0 ? uri : uri.slice(0, queryAt);
  const query = queryAt < 0 ? '' : uri.slice(queryAt);
  const slash = base.endsWith('/') || base.endsWith(':') ? '' : '/';
  return base + slash + segments.join('/') + query;
}
