/** A URL's parts as Python's urlsplit sees them, which is what MLflow's rules were written for. */
export interface PythonUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  readonly netloc: string;
  /** In lower case, without user, port and brackets. */
  readonly hostname: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const URL_PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** Splits any text, which need not be a URL. Undefined where Python raises: brackets that do not match. */
export function splitUrl(text: string, allowFragments = true): PythonUrl | undefined {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/^[\u0000-\u0020]+/, '').replace(/[\t\r\n]/g, '');
  const [, scheme = '', netloc = '', path = '', query = '', fragment = ''] = URL_PARTS.exec(clean) ?? [];
  if (netloc.includes('[') !== netloc.includes(']')) return undefined;
  const url = { scheme: scheme.toLowerCase(), netloc, hostname: hostnameOf(netloc) };
  if (allowFragments || fragment === '') return { ...url, path, query, fragment };
  const behind = `#${fragment}`;
  return query === ''
    ? { ...url, path: path + behind, query, fragment: '' }
    : { ...url, path, query: query + behind, fragment: '' };
}

function hostnameOf(netloc: string): string {
  const host = netloc.slice(netloc.lastIndexOf('@') + 1);
  const bracketed = /\[([^\]]*)\]/.exec(host);
  return (bracketed?.[1] ?? host.split(':')[0] ?? '').toLowerCase();
}

/** Percent-decoding over and over, until nothing changes; what is no UTF-8 becomes U+FFFD, as in Python's unquote. */
export function unquoteFully(text: string): string {
  let current = text;
  for (;;) {
    const decoded = current.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    );
    if (decoded === current) return current;
    current = decoded;
  }
}
