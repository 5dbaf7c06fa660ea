import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Stack } from '../stack/stack.ts';

/** What an installation holds at one moment, by name. */
export type Sample = ReadonlyMap<string, number>;

const PAGE_MEGABYTES = 4096 / 2 ** 20;

export async function takeSample(stack: Stack, database: pg.Client): Promise<Sample> {
  const sample = new Map<string, number>();
  for (const { target } of stack.replicas) {
    if (target.pid === undefined) throw new Error(`${target.name} has ended`);
    sample.set(`${target.name} memory, MB`, residentMegabytes(target.pid));
    sample.set(`${target.name} file handles`, readdirSync(`/proc/${target.pid}/fd`).length);
  }
  for (const store of stack.stores)
    if (store.pid !== undefined) sample.set(`${store.name} memory, MB`, residentMegabytes(store.pid));
  const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM pg_stat_activity');
  sample.set('postgres connections', Number(rows[0]?.count));
  for (const relay of stack.network) sample.set(`connections of ${relay.name}`, relay.connections);
  return sample;
}

function residentMegabytes(pid: number): number {
  const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
  return Number(resident) * PAGE_MEGABYTES;
}
