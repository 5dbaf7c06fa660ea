import { invalidParameter } from '@millrace/contracts/errors';

/**
 * A path of a user, proven harmless. `path` is what stores take: segments joined by single slashes, no leading or trailing
 * slash, '' for the root; no segment is `.`, `..` or empty. `given` is the decoded text, as MLflow repeats it in replies.
 */
export interface ArtifactPath {
  readonly path: string;
  readonly given: string;
}

/** The reserved beginning of names that uploads in progress have, MLflow's and ours: never shown, never served. */
export const UPLOADING_PREFIX = '.artifact.uploading.';

const MAX_PATH_BYTES = 4_000;
const MAX_NAME_BYTES = 255;
const MAX_DECODINGS = 10;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;
/** `file:x` as well as `s3://x`, `c:/x`; but `a:b.txt` is the name of a file. */
const SCHEME = /^(?:file:|[a-z][a-z0-9+.-]*:\/)/i;

export const invalidPath = (): Error => invalidParameter('Invalid path');

/**
 * The one gate for paths that come from users, after the HTTP layer has decoded them once. What is percent-encoded still is
 * decoded until nothing changes, as MLflow does, so that no later layer can find another path in it; then everything that
 * could lead out of a root on any platform is refused with MLflow's "Invalid path" (INVALID_PARAMETER_VALUE). Empty and `.`
 * segments are dropped.
 */
export function readArtifactPath(text: string): ArtifactPath {
  const given = decodeFully(text);
  if (Buffer.byteLength(given) > MAX_PATH_BYTES)
    throw invalidParameter(`Invalid path: it is longer than ${MAX_PATH_BYTES} bytes`);
  if (CONTROL.test(given) || /[#\\]/.test(given) || SCHEME.test(given) || isAbsolute(given))
    throw invalidPath();
  const segments = given.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of segments) checkSegment(segment);
  return { path: segments.join('/'), given: given === '//' ? '' : given };
}

/** The path of a file to be written: as `readArtifactPath`, but not the root, no folder, and without `.` and very long segments. */
export function readUploadPath(text: string): ArtifactPath {
  const target = readArtifactPath(text);
  if (!canBeStored(target.path))
    throw invalidParameter(`Invalid path: a name in it is longer than ${MAX_NAME_BYTES} bytes`);
  if (target.path === '' || target.given.endsWith('/'))
    throw invalidParameter("Artifact path must include a filename (cannot end with '/').");
  const [name = '', ...folders] = target.given.split('/').reverse();
  // MLflow wants the folder in its one plain spelling too, but lets slashes be doubled before the name.
  const folder = folders.slice(folders.findIndex((segment) => segment !== ''));
  if (name === '.' || (folders.some(Boolean) && folder.some((segment) => segment === '' || segment === '.')))
    throw invalidParameter(
      `Invalid artifact path: '${target.given}'. Its folder must not have empty or '.' segments.`,
    );
  return target;
}

/** Whether all of its names are short enough for a file system: what is not has never been uploaded. */
export function canBeStored(path: string): boolean {
  return path.split('/').every((name) => Buffer.byteLength(name) <= MAX_NAME_BYTES);
}

/** The path of a file or folder to be deleted: neither the root, nor written so that it ends in `.`. */
export function readDeletePath(text: string): ArtifactPath {
  const target = readArtifactPath(text);
  if (target.path === '' || /(^|\/)\.\/*$/.test(target.given))
    throw invalidParameter(
      `Invalid path: '${target.given}' must name what is to be deleted below the artifact root.`,
    );
  return target;
}

/** `//` alone stands for the root: MLflow takes it so. */
function isAbsolute(path: string): boolean {
  return path.startsWith('/') && path !== '//';
}

function checkSegment(segment: string): void {
  if (segment === '..') throw invalidPath();
  if (segment.startsWith(UPLOADING_PREFIX))
    throw invalidParameter(
      `Invalid artifact file name: '${segment}'. Artifact names starting with '${UPLOADING_PREFIX}' are reserved.`,
    );
}

function decodeFully(text: string): string {
  let current = text;
  for (let round = 0; round < MAX_DECODINGS; round += 1) {
    const decoded = percentDecode(current);
    if (decoded === current) return current;
    current = decoded;
  }
  throw invalidPath();
}

/** As Python's unquote: what is not UTF-8 becomes U+FFFD, and a lone % stays. */
export function percentDecode(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );
}

/** Joins two paths that are proven harmless; either may be ''. */
export function joinPaths(parent: string, child: string): string {
  return parent === '' || child === '' ? parent + child : `${parent}/${child}`;
}
