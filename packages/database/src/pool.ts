import pg from 'pg';

export interface PoolOptions {
  /** The most connections this process opens. */
  readonly max?: number;
  readonly applicationName?: string;
}

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

const types = {
  // int8 columns hold times, steps and counts: a number where that is exact, a bigint past 2^53 (an Int64 of contracts).
  getTypeParser(type: TypeId, format?: 'text' | 'binary'): unknown {
    const isInt8 = type === pg.types.builtins.INT8 && format !== 'binary';
    return isInt8 ? parseInt8 : pg.types.getTypeParser(type, format);
  },
};

function parseInt8(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

// Our searches gain nothing from compiled code. The rest keeps plans from hanging on statistics, which are behind just where tables
// grow: reading a whole table, sorting what an index has in order, or comparing every row with every other then looks cheap and
// is not. Every table here has an index for what is asked of it, and whole sets are joined by hashing.
const SETTINGS = `
  SET jit = off;
  SET enable_seqscan = off;
  SET enable_bitmapscan = off;
  SET enable_mergejoin = off;
  SET enable_material = off`;

/** Opens a pool on a PostgreSQL database. Connections are made as they are needed and end when idle. */
export function openPool(databaseUrl: string, options: PoolOptions = {}): pg.Pool {
  // The pool waits for what this returns, which its type does not say.
  const onConnect = (client: pg.ClientBase): unknown => client.query(SETTINGS);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'millrace',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    onConnect,
  });
  // An idle connection that breaks (the database restarts) is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => undefined);
  return pool;
}
