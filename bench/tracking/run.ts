// Sends the same tracking work to Millrace, FastTrackML and MLflow, all on one PostgreSQL 18 with its default durability, then lets
// Millrace grow alone, and writes both into docs/benchmarks.md: npm run bench [-- --runs 5000 --rounds 3 --secs 5 --skip-growth].
// Needs Python 3 and wrk; installs the peers under .cache/ on first use. Takes about half an hour.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { table, writeSection } from '../report.ts';
import { growth } from './growth.ts';
import {
  peerVersions,
  ROOT,
  startDatabases,
  startFastTrackMl,
  startMillrace,
  startMlflow,
} from './servers.ts';

interface Row {
  readonly scenario: string;
  readonly unit: string;
  readonly higher_is_better: boolean;
  readonly values: Readonly<Record<string, number>>;
}

const STARTING_MS = 20_000;

if (spawnSync('wrk', ['-v']).error) throw new Error('The benchmark needs wrk: apt-get install wrk');
const options = process.argv.slice(2);
const comparison = options.filter((option) => option !== '--skip-growth' && option !== '--skip-comparison');

if (!options.includes('--skip-comparison')) await compare();
if (!options.includes('--skip-growth')) await growth();

async function compare(): Promise<void> {
  const databases = await startDatabases(['millrace', 'fml', 'mlflow']);
  const servers = {
    millrace: await startMillrace(databases),
    fml: await startFastTrackMl(databases),
    mlflow: await startMlflow(databases),
  };
  // The reference server answers as soon as one of its four processes does; the others would take the first scenario's time.
  await sleep(STARTING_MS);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const json = join(folder, 'rows.json');
  try {
    const addresses = Object.entries(servers).map(([name, { url }]) => `${name}=${url}`);
    const script = join(ROOT, 'bench/tracking/compare.py');
    const { status } = spawnSync('python3', [script, ...addresses, '--json', json, ...comparison], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('the comparison failed; what it printed above says why');
    const rows = JSON.parse(readFileSync(json, 'utf8').replaceAll(/\bNaN\b/g, 'null')) as Row[];
    writeSection(
      'Tracking, beside MLflow and FastTrackML',
      'bench',
      `${peerVersions()}, all on one PostgreSQL 18 with its default settings`,
      `${table([
        ['scenario', 'unit', 'Millrace', 'FastTrackML', 'MLflow', 'to FastTrackML', 'to MLflow'],
        ...rows.map(cells),
      ])}\n\nThe last two columns say how many times as fast Millrace is as each of the others.`,
    );
  } finally {
    rmSync(folder, { recursive: true });
    for (const server of Object.values(servers)) await server.stop();
    await databases.stop();
  }
}

function cells({ scenario, unit, higher_is_better: higher, values }: Row): string[] {
  const { millrace, fml, mlflow } = values;
  const shown = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? 'none'
      : value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
  const ratio = (other: number | null | undefined): string => {
    if (!millrace || !other) return '';
    return `${(higher ? millrace / other : other / millrace).toFixed(1)}x`;
  };
  return [
    scenario,
    unit,
    shown(millrace),
    shown(fml),
    shown(mlflow),
    unit === 'errors' ? '' : ratio(fml),
    unit === 'errors' ? '' : ratio(mlflow),
  ];
}
