import type pg from 'pg';

/** `PGCOPY\n…`, flags and the length of an extension that there is none of. */
const HEADER_BYTES = 19;
const END = -1;

/**
 * Runs `COPY (query) TO STDOUT` in PostgreSQL's binary format and hands over each row's fields as they are on the wire, null for
 * NULL. Rows that hold whole arrays come ten times as fast as through the usual protocol, which node-postgres reads as text.
 * COPY takes no parameters: the query may hold numbers that the program itself made, and nothing else that varies.
 */
export async function copyOut(
  pool: pg.Pool,
  query: string,
  onRow: (fields: readonly (Buffer | null)[]) => void,
): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      client.query(new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`, onRow, resolve, reject));
    });
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // What was thrown by `onRow` leaves rows on the connection.
    client.release(failure);
  }
}

/** What node-postgres calls as the answer to a statement comes in. */
class CopyOut {
  private started = false;
  private failure: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly onRow: (fields: readonly (Buffer | null)[]) => void,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.failure) return;
    try {
      this.read(chunk);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failure) this.reject(this.failure);
    else this.resolve();
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleRowDescription(): void {}
  handlePortalSuspended(): void {}

  /** A message holds whole rows; the header comes with the first. */
  private read(chunk: Buffer): void {
    let at = this.started ? 0 : HEADER_BYTES;
    this.started = true;
    while (at < chunk.length) {
      const count = chunk.readInt16BE(at);
      at += 2;
      if (count === END) return;
      const fields: (Buffer | null)[] = [];
      for (let i = 0; i < count; i += 1) {
        const length = chunk.readInt32BE(at);
        at += 4;
        fields.push(length < 0 ? null : chunk.subarray(at, at + length));
        at += Math.max(length, 0);
      }
      this.onRow(fields);
    }
  }
}
