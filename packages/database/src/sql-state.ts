/** What PostgreSQL's error codes (SQLSTATE), and the errors of its connections, say about trying a statement again. */

const SQLSTATE = /^[0-9A-Z]{5}$/;
// Connection, resources, operator intervention, system.
const UNAVAILABLE_CLASS = /^(?:08|53|57|58)/;
// What Node and node-postgres say of a connection that broke or never came about.
const CONNECTION_MESSAGE = /connection|timeout|ECONN|ENOTFOUND|EPIPE|pool/i;

/** A deadlock or a failed serialisation: the statement was undone as a whole and may be run again as it is. */
export function isTransient(error: unknown): boolean {
  return codeOf(error)?.startsWith('40') ?? false;
}

/** Not the statement's fault: the connection or the server is gone, or has no room. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && SQLSTATE.test(code) && !code.startsWith('E')) return UNAVAILABLE_CLASS.test(code);
  return error instanceof Error && CONNECTION_MESSAGE.test(`${code ?? ''} ${error.message}`);
}

/** A row with that key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
