/** Where a URL leads, without the user and the password in it, as an operator may be told: `postgres:5432/millrace`. */
export function addressOf(url: string): string {
  try {
    const { host, pathname, searchParams } = new URL(url);
    // PostgreSQL's sockets are folders, which stand in the query.
    return `${searchParams.get('host') ?? host}${pathname === '/' ? '' : pathname}`;
  } catch {
    return 'an address that cannot be read';
  }
}
