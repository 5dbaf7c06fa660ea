// What the compose stack holds, through its gateway, beside `mlflow server` on the same PostgreSQL, and what the gateway itself costs:
// npm run bench:compose [-- --runs 2000 --rounds 3 --secs 5]. Brings the stack up, and takes it down; needs what
// npm run test:compose needs, Python 3 and wrk. Writes into docs/benchmarks.md.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ComposeStack } from '../../tests/compose/compose-stack.ts';
import { table, writeSection } from '../report.ts';
import { cells, compareServers, requireWrk, type Row } from '../tracking/comparison.ts';
import { peerVersions, startMlflowOn } from '../tracking/servers.ts';
import { type Cost, gatewayCost } from './gateway-cost.ts';

const STARTING_MS = 20_000;
const SCENARIOS = 'log_metric,log_param,log_batch,search,history';

requireWrk();
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
    const servers = [`millrace=${stack.url}`, `mlflow=${mlflow.url}`];
    write(compareServers(servers, ['--only', SCENARIOS, ...process.argv.slice(2)]), costs);
  } finally {
    await mlflow.stop();
  }
} finally {
  await stack.down();
}

function write(rows: readonly Row[], costs: readonly Cost[]): void {
  writeSection(
    'The compose stack, beside MLflow',
    'bench:compose',
    `${peerVersions().split(',')[0]}, PostgreSQL 18 in a container, for both`,
    [
      "Millrace through the gateway of the stack, `mlflow server` on the machine itself, both with the stack's PostgreSQL. The last column " +
        'says how many times as fast Millrace is.',
      table([
        ['scenario', 'unit', 'Millrace', 'MLflow', 'ratio'],
        ...rows.map((row) => cells(row, ['mlflow'])),
      ]),
      'What the gateway costs: one client sends the same requests to the tracking service itself and through the gateway, in turn.',
      table([
        ['request', 'direct p50', 'gateway p50', 'added', 'direct p99', 'gateway p99'],
        ...costs.map(costCells),
      ]),
    ].join('\n\n'),
  );
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
