import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './servers.ts';

/** One scenario of a comparison: what each server, by its name, came to. */
export interface Row {
  readonly scenario: string;
  readonly unit: string;
  readonly higher_is_better: boolean;
  readonly values: Readonly<Record<string, number | null>>;
}

export function requireWrk(): void {
  if (spawnSync('wrk', ['-v']).error) throw new Error('The benchmark needs wrk: apt-get install wrk');
}

/** Sends the same work to servers, given as `name=url`, in one run of compare.py. */
export function compareServers(servers: readonly string[], options: readonly string[]): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const json = join(folder, 'rows.json');
  try {
    const script = join(ROOT, 'bench/tracking/compare.py');
    const { status } = spawnSync('python3', [script, ...servers, '--json', json, ...options], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('the comparison failed; what it printed above says why');
    return JSON.parse(readFileSync(json, 'utf8').replaceAll(/\bNaN\b/g, 'null')) as Row[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The line of a table: what Millrace and each of the others came to, and how many times as fast Millrace is as each of them. */
export function cells(
  { scenario, unit, higher_is_better: higher, values }: Row,
  others: readonly string[],
): string[] {
  const { millrace } = values;
  const shown = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? 'none'
      : value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
  const ratio = (other: number | null | undefined): string =>
    !millrace || !other || unit === 'errors'
      ? ''
      : `${(higher ? millrace / other : other / millrace).toFixed(1)}x`;
  return [
    scenario,
    unit,
    shown(millrace),
    ...others.map((name) => shown(values[name])),
    ...others.map((name) => ratio(values[name])),
  ];
}
