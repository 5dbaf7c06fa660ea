// Queues many short runs of projects on two replicas of the runner, measures what a run costs beside its command, next to
// `mlflow run`, and writes the figures into docs/benchmarks.md: npm run bench:projects [-- --runs 500 --rounds 20]. Needs Python 3.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pythonWithMlflow } from '../../tests/support/python-client.ts';
import { table, writeSection } from '../report.ts';
import { measureOverheads, median, type Overheads } from './overhead.ts';
import { measureOrder } from './queue-order.ts';
import { CONCURRENCY, startServers } from './servers.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '20' },
    'peer-rounds': { type: 'string', default: '5' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const WAYS: Readonly<Record<keyof Overheads, string>> = {
  local: 'Millrace, over REST, `env_manager` local',
  uv: 'Millrace, over REST, `env_manager` uv, its environment cached',
  command: 'Millrace, `npx millrace run --env-manager local`',
  mlflow: 'MLflow, `mlflow run --env-manager local`',
};

const python = await pythonWithMlflow();
const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
const servers = await startServers(python);
try {
  const overheads = await measureOverheads(servers, folder, python, {
    quick: Number(values.rounds),
    slow: Number(values['peer-rounds']),
  });
  const rows = (Object.keys(WAYS) as (keyof Overheads)[]).map((way) => [
    WAYS[way],
    `${overheads[way].length}`,
    milliseconds(median(overheads[way])),
    milliseconds(Math.max(...overheads[way])),
  ]);
  const costs = table([['a run of a project', 'runs', 'median', 'longest'], ...rows]);
  console.log(costs);
  const order = await measureOrder(servers, folder, Number(values.runs));
  const queue =
    `${order.runs} queued runs of \`true\` with five priorities, on 2 replicas with ${CONCURRENCY} places each: ` +
    `${order.seconds.toFixed(1)} s, ${Math.round(order.runs / order.seconds)} runs a second; ` +
    `${order.outOfOrder} ended before runs of a higher priority that were not under way beside them.`;
  console.log(queue);
  if (!values['dry-run'])
    writeSection(
      'Projects, beside MLflow',
      'bench:projects',
      'MLflow 3.17.2, all on one PostgreSQL 18 with its default settings',
      ["From submitting a run until it has ended, without its command's own time:", costs, queue].join(
        '\n\n',
      ),
    );
} finally {
  await servers.stop();
  await rm(folder, { recursive: true, force: true });
}

function milliseconds(ms: number): string {
  return `${Math.round(ms).toLocaleString('en')} ms`;
}
