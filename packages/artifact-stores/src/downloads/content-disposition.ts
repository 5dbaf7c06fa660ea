/** RFC 2616 tokens, as far as MLflow leaves names unquoted (werkzeug's `quote_header_value`). */
const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
/** The attr-char of RFC 5987 but for letters and digits. */
const ATTR_CHAR = /[A-Za-z0-9!#$&+\-.^_`|~]/;

/**
 * The header that makes a browser save a file under its name, in place of showing it in the server's origin: RFC 6266, with
 * an ASCII name for old clients where the real one is not ASCII.
 */
export function contentDisposition(name: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(name)) return `attachment; filename=${quoted(name)}`;
  // oxlint-disable-next-line no-control-regex
  const ascii = name.normalize('NFKD').replaceAll(/[^\u0000-\u007f]/g, '') || 'download';
  return `attachment; filename=${quoted(ascii)}; filename*=UTF-8''${percentEncoded(name)}`;
}

function quoted(value: string): string {
  if (TOKEN.test(value)) return value;
  // oxlint-disable-next-line no-control-regex
  const printable = value.replaceAll(/[\u0000-\u001f\u007f]/g, '_');
  return `"${printable.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function percentEncoded(name: string): string {
  return Array.from(Buffer.from(name), (byte) => {
    const char = String.fromCharCode(byte);
    return ATTR_CHAR.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
