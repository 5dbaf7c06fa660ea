import { hasTraversal } from '@millrace/contracts/artifacts/artifact-location';
import { relativeSource } from './source-errors.ts';
import { type PythonUrl, splitUrl, unquoteFully } from './python-url.ts';

/**
 * Throws INVALID_PARAMETER_VALUE unless a source's path is absolute and means itself, however often it is percent-encoded: no
 * `.` or `..`, and, beyond MLflow, no backslashes or control characters either (CVE-2023-1177, -2356, -6831, -6909,
 * CVE-2024-1560, -3848).
 */
export function checkSourcePath(source: string, url: PythonUrl): void {
  const decoded = unquotePlusFully(source);
  const path = splitUrl(decoded)?.path.replace(/\/+$/, '').replace(/\/+/g, '/');
  const absolute = path?.startsWith('/') === true && !path.includes('\u0000');
  const segments = path?.split('/') ?? [];
  if (!absolute || segments.includes('.') || decoded.split('/').includes('..') || segments.includes('..'))
    throw relativeSource(source);
  if (hasTraversal(url.path) || hasTraversal(url.netloc)) throw relativeSource(source);
}

function unquotePlusFully(text: string): string {
  let current = text;
  for (;;) {
    const decoded = unquoteFully(current.replaceAll('+', ' '));
    if (decoded === current) return current;
    current = decoded;
  }
}

/** Whether a URI lies at or below another: the same store, and its path begins with all of the other's path. */
export function isWithin(source: PythonUrl, root: PythonUrl): boolean {
  const [sourceParts, rootParts] = [partsOf(source), partsOf(root)];
  return (
    source.scheme === root.scheme &&
    source.netloc.toLowerCase() === root.netloc.toLowerCase() &&
    rootParts.length > 0 &&
    rootParts.every((part, index) => part === sourceParts[index])
  );
}

function partsOf({ path }: PythonUrl): string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map(unquoteFully);
}
