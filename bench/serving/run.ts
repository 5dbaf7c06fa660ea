// Serves the same two models with Millrace, `mlflow models serve` and BentoML, sends them the same rows, and writes the figures into
// docs/benchmarks.md: npm run bench:serving [-- --secs 4 --rounds 3]. Needs Python 3 and wrk; installs the peers under .cache/.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { scoringModels } from '../../tests/support/scoring-models.ts';
import { table, writeSection } from '../report.ts';
import { type Model, type ModelServerUnderTest, startMillrace, startServers } from './servers.ts';
import { type Measured, measure, median } from './wrk.ts';

const { values } = parseArgs({
  options: { secs: { type: 'string', default: '4' }, rounds: { type: 'string', default: '3' } },
});
const [seconds, rounds] = [Number(values.secs), Number(values.rounds)];
const ROW = [5.1, 3.5, 1.4, 0.2];
const NAMES = ['Millrace', 'MLflow', 'BentoML'] as const;

if (spawnSync('wrk', ['-v']).error) throw new Error('The benchmark needs wrk: apt-get install wrk');
const { python, folder } = await scoringModels(
  'bench/serving/make_models.py',
  'bench/serving/requirements.txt',
);

const rows: string[][] = [];
const starts: string[][] = [];
for (const model of ['forest', 'onnx'] as const) {
  starts.push([model, ...(await startTimes(model))]);
  const servers = await startServers(python, folder(model), model);
  await compare(model, servers, model === 'forest' ? folder('onnx') : undefined);
}
writeSection(
  'Serving, beside MLflow and BentoML',
  'bench:serving',
  versions(),
  [
    'A forest of 50 trees, as scikit-learn model and as ONNX; requests a second and the 99th percentile of their times. ' +
      'In the rows "forest, by Millrace as ONNX" the others serve the forest as it is, and Millrace its twin:',
    table([['scenario', ...NAMES, 'to MLflow', 'to BentoML'], ...rows]),
    'From the command to the first answer, in the median of three:',
    table([['model', ...NAMES], ...starts]),
  ].join('\n\n'),
);

/** Measures the servers of a model; with `twin`, the folder of the same model in another format, what Millrace makes of that as well. */
async function compare(model: Model, servers: readonly ModelServerUnderTest[], twin?: string): Promise<void> {
  const twins: ModelServerUnderTest[] = [];
  try {
    if (twin !== undefined) twins.push(await startMillrace(python, twin));
    for (const count of [1, 100])
      for (const connections of [1, 16, 64]) {
        const [ours = [], mlflow = [], bento = [], ...ofTwins] = scenario(
          [...servers, ...twins],
          count,
          connections,
        );
        const what = `${count === 1 ? '1 row' : `${count} rows`}, ${connections === 1 ? '1 connection' : `${connections} connections`}`;
        rows.push([`${model}, ${what}`, ...row([ours, mlflow, bento])]);
        console.log(rows.at(-1)?.join('  '));
        for (const ofTwin of ofTwins) {
          rows.push([`${model}, by Millrace as ONNX, ${what}`, ...row([ofTwin, mlflow, bento])]);
          console.log(rows.at(-1)?.join('  '));
        }
      }
  } finally {
    for (const server of [...servers, ...twins]) await server.stop();
  }
}

/** How long each takes from the command to its first answer, in the median; what comes first finds nothing in memory yet. */
async function startTimes(model: Model): Promise<string[]> {
  const rounds: number[][] = [];
  for (let round = 0; round < 3; round += 1) {
    const servers = await startServers(python, folder(model), model);
    rounds.push(servers.map(({ startMs }) => startMs));
    for (const server of servers) await server.stop();
  }
  return NAMES.map((_, index) => `${(median(rounds.map((each) => each[index] ?? NaN)) / 1000).toFixed(1)} s`);
}

/** Visits the servers in turn, round after round, so that what else the machine does hits all alike. */
function scenario(
  servers: readonly ModelServerUnderTest[],
  count: number,
  connections: number,
): readonly (readonly Measured[])[] {
  const measured = servers.map((): Measured[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, server] of servers.entries()) {
      const body = server.body(Array.from({ length: count }, () => ROW));
      measured[index]?.push(measure(server.url, body, connections, seconds));
    }
  return measured;
}

function row(measured: readonly (readonly Measured[])[]): string[] {
  const rates = measured.map((each) => median(each.map(({ perSecond }) => perSecond)));
  const [ours = NaN, ...others] = rates;
  return [
    ...measured.map((each, index) => cell(rates[index] ?? NaN, each)),
    ...others.map((rate) => `${(ours / rate).toFixed(1)}x`),
  ];
}

function cell(rate: number, measured: readonly Measured[]): string {
  const p99 = median(measured.map(({ p99Ms }) => p99Ms));
  const errors = measured.reduce((sum, each) => sum + each.errors, 0);
  const digits = { maximumFractionDigits: rate < 100 ? 1 : 0 };
  return `${rate.toLocaleString('en', digits)}/s, ${p99.toFixed(1)} ms${errors > 0 ? `, ${errors} errors` : ''}`;
}

function versions(): string {
  const { stdout } = spawnSync(python, ['-m', 'pip', 'list', '--format=freeze'], { encoding: 'utf8' });
  const installed = Object.fromEntries(
    stdout
      .toLowerCase()
      .split('\n')
      .map((line) => line.split('==')),
  );
  return `MLflow ${installed['mlflow']}, BentoML ${installed['bentoml']} with adaptive batching`;
}
