// What the compose stack holds, through its gateway, beside `mlflow server` on the same PostgreSQL, and what the gateway itself costs:
// npm run bench:compose [-- --runs 2000 --rounds 3 --secs 5]. Brings the stack up, and takes it down; needs what
// npm run test:compose needs, Python 3 and wrk. Writes into docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ComposeStack } from '../../tests/compose/compose-stack.ts';
import { table, writeSection } from '../report.ts';
import { peerVersions, ROOT, startMlflowOn } from '../tracking/servers.ts';
import { type Cost, gatewayCost } from './gateway-cost.ts';

interface Row {
  readonly scenario: string;
  readonly unit: string;
  readonly higher_is_better: boolean;
  readonly values: Readonly<Record<string, number>>;
}

const STARTING_MS = 20_000;
const SCENARIOS = 'log_metric,log_param,log_batch,search,history';

if (spawnSync('wrk', ['-v']).error) throw new Error('The benchmark needs wrk: apt-get install wrk');
const stack = await ComposeStack.up();
try {
  const addresses = new Map((await stack.containers()).map(({ service, address }) => [service, address]));
  const costs = await gatewayCost(stack.url, `http://${addresses.get('tracking')}:5000`);
  console.table(costs);
  const password = await stack.secret('POSTGRES_PASSWORD');
  const login = `millrace:${password}@${addresses.get('postgres')}:5432`;
  const client = new pg.Client({ connectionString: `postgresql://${login}/millrace` });
  await client.connect();
  await client.query('CREATE DATABASE mlflow');
  await client.end();
  const mlflow = await startMlflowOn(`postgresql+psycopg2://${login}/mlflow`);
  try {
    // The reference server answers as soon as one of its four processes does.
    await sleep(STARTING_MS);
    write(compare(stack.url, mlflow.url), costs);
  } finally {
    await mlflow.stop();
  }
} finally {
  await stack.down();
}

function compare(millrace: string, mlflow: string): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const json = join(folder, 'rows.json');
  try {
    const script = join(ROOT, 'bench/tracking/compare.py');
    const servers = [`millrace=${millrace}`, `mlflow=${mlflow}`];
    const options = ['--only', SCENARIOS, '--json', json, ...process.argv.slice(2)];
    const { status } = spawnSync('python3', [script, ...servers, ...options], { stdio: 'inherit' });
    if (status !== 0) throw new Error('the comparison failed; what it printed above says why');
    return JSON.parse(readFileSync(json, 'utf8').replaceAll(/\bNaN\b/g, 'null')) as Row[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(rows: readonly Row[], costs: readonly Cost[]): void {
  writeSection(
    'The compose stack, beside MLflow',
    'bench:compose',
    `${peerVersions().split(',')[0]}, PostgreSQL 18 in a container, for both`,
    [
      "Millrace through the gateway of the stack, `mlflow server` on the machine itself, both with the stack's PostgreSQL. The last column " +
        'says how many times as fast Millrace is.',
      table([['scenario', 'unit', 'Millrace', 'MLflow', 'ratio'], ...rows.map(cells)]),
      'What the gateway costs: one client sends the same requests to the tracking service itself and through the gateway, in turn.',
      table([
        ['request', 'direct p50', 'gateway p50', 'added', 'direct p99', 'gateway p99'],
        ...costs.map(costCells),
      ]),
    ].join('\n\n'),
  );
}

function cells({ scenario, unit, higher_is_better: higher, values }: Row): string[] {
  const { millrace, mlflow } = values;
  const shown = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? 'none'
      : value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
  const ratio =
    !millrace || !mlflow || unit === 'errors' ? '' : higher ? millrace / mlflow : mlflow / millrace;
  return [scenario, unit, shown(millrace), shown(mlflow), ratio === '' ? '' : `${ratio.toFixed(1)}x`];
}

function costCells({ what, direct, gateway }: Cost): string[] {
  const shown = (value: number): string => `${value.toFixed(2)} ms`;
  return [
    what,
    shown(direct.p50),
    shown(gateway.p50),
    shown(gateway.p50 - direct.p50),
    shown(direct.p99),
    shown(gateway.p99),
  ];
}
