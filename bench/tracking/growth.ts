import { readFile } from 'node:fs/promises';
import { table, writeSection } from '../report.ts';
import { Load, median } from './load.ts';
import { type BenchServer, type Databases, startDatabases, startMillrace, startMlflow } from './servers.ts';

const RUN_COUNTS = [1_000, 10_000, 100_000];
const POINTS = 10_000_000;
const KEYS = 12_000;
const WRITERS = 64;
const MEBIBYTE = 2 ** 20;

/** How Millrace's cost grows with what it holds, printed and written into docs/benchmarks.md. */
export async function growth(): Promise<void> {
  const databases = await startDatabases(['millrace', 'mlflow']);
  const server = await startMillrace(databases);
  const load = new Load(server.url, 16);
  try {
    const runs = await growingRuns(load, server);
    const points = await growingPoints(load, databases);
    const others = [...(await manyKeys(load)), ...(await writers(server))];
    const peak = await memory(server, 'VmHWM');
    const body = [
      'One experiment grows; each run has 20 metrics, 10 parameters and 5 tags. Medians of searches by one client:',
      runs,
      `Ten million metric points (100 runs, 10 metrics, step by step), and the same points in MLflow's own tables on the same PostgreSQL:`,
      points,
      'Many keys, and many writers:',
      table([['scenario', 'result'], ...others]),
      `The most memory that the server held at any moment of all this: ${peak} MiB.`,
    ].join('\n\n');
    console.log(body);
    writeSection(
      'Tracking, as it grows',
      'bench',
      'Millrace alone, on PostgreSQL 18 with its default settings',
      body,
    );
  } finally {
    load.close();
    await server.stop();
    await databases.stop();
  }
}

async function growingRuns(load: Load, server: BenchServer): Promise<string> {
  const experiment = await createExperiment(load, 'growth');
  const columns: string[][] = [];
  let held = 0;
  for (const count of RUN_COUNTS) {
    const seconds = await load.each(count - held, (index) => seedRun(load, experiment, held + index));
    const rate = (count - held) / seconds;
    held = count;
    const column = [count.toLocaleString('en'), `${Math.round(rate)}/s`];
    for (const [, body] of SEARCHES) column.push(ms(await median(() => search(load, experiment, body))));
    column.push(ms(await lastPage(load, experiment)), `${await memory(server, 'VmRSS')} MiB`);
    columns.push(column);
    console.log(column.join('  '));
  }
  const names = [
    'runs',
    'create run + log-batch of 35, 16 clients',
    ...SEARCHES.map(([name]) => name),
    'the last page of 500, newest first',
    'memory of the server',
  ];
  return table(names.map((name, row) => [name, ...columns.map((column) => column[row] ?? '')]));
}

const SEARCHES: readonly (readonly [string, object])[] = [
  ['newest 100', { max_results: 100 }],
  ['newest 1,000', { max_results: 1000 }],
  [
    'parameter and metric filter, 100 by metric',
    {
      max_results: 100,
      filter: "metrics.m0 > 0.5 and params.p1 = '3'",
      order_by: ['metrics.m1 DESC'],
    },
  ],
  ['tag filter, newest 100', { max_results: 100, filter: "tags.t1 = 'v1'" }],
  ['100 by metric', { max_results: 100, order_by: ['metrics.m3 DESC'] }],
  ['count', { count_only: true }],
];

async function search(load: Load, experiment: string, body: object): Promise<string | undefined> {
  const page = await load.post('runs/search', { experiment_ids: [experiment], ...body });
  // Taking the token out must not cost what parsing the page would.
  return /"next_page_token":"([^"]+)"\}$/.exec(page.subarray(-2000).toString())?.[1];
}

/** The time that the last full page takes which a walk over all runs comes to. */
async function lastPage(load: Load, experiment: string): Promise<number> {
  let token = await search(load, experiment, { max_results: 500, fields: {} });
  let last = token;
  while (token !== undefined) {
    last = token;
    token = await search(load, experiment, { max_results: 500, fields: {}, page_token: token });
  }
  return median(() => search(load, experiment, { max_results: 500, page_token: last }));
}

async function growingPoints(load: Load, databases: Databases): Promise<string> {
  const tables = ['metric_points', 'metric_series'];
  const before = await bytesOf(databases, 'millrace', tables);
  const experiment = await createExperiment(load, 'points');
  const runs = await Promise.all(
    Array.from({ length: 100 }, (_, index) => createRun(load, experiment, index)),
  );
  const batches = POINTS / 1000;
  const rates: number[] = [];
  for (const part of [0, 1, 2, 3]) {
    const quarter = batches / 4;
    const seconds = await load.each(quarter, (index) =>
      load.post('runs/log-batch', pointBatch(runs, part * quarter + index)),
    );
    rates.push((quarter * 1000) / seconds);
  }
  const key = 'metric_0';
  const history = await median(() =>
    load.get(`metrics/get-history?run_id=${runs[0]}&metric_key=${key}&max_results=10000`),
  );
  const ours = (await bytesOf(databases, 'millrace', tables)) - before;
  await fillMlflow(databases);
  const theirs = await bytesOf(databases, 'mlflow', ['metrics', 'latest_metrics']);
  return table([
    ['', 'Millrace', 'MLflow'],
    ['bytes a point, indexes included', (ours / POINTS).toFixed(0), (theirs / POINTS).toFixed(0)],
    ['on disk', `${Math.round(ours / MEBIBYTE)} MiB`, `${Math.round(theirs / MEBIBYTE)} MiB`],
    ['points/s, first quarter, 16 clients, batches of 1,000', rate(rates[0]), ''],
    ['points/s, last quarter', rate(rates[3]), ''],
    ['a history of 10,000 points, at the end', ms(history), ''],
  ]);
}

/** One batch: 100 steps of the ten metrics of one run. Runs take turns, as they do when they train side by side. */
function pointBatch(runs: readonly string[], batch: number): object {
  const from = Math.floor(batch / runs.length) * 100;
  const metrics = Array.from({ length: 1000 }, (_, index) => {
    const step = from + Math.floor(index / 10);
    return { key: `metric_${index % 10}`, value: Math.random(), timestamp: 1.7e12 + step * 1000, step };
  });
  return { run_id: runs[batch % runs.length], metrics };
}

/** The same keys, steps and times in the reference server's own schema, in the same order. */
async function fillMlflow(databases: Databases): Promise<void> {
  const server = await startMlflow(databases);
  await server.stop();
  await databases.query(
    'mlflow',
    `INSERT INTO runs (run_uuid, experiment_id, name, status, lifecycle_stage, artifact_uri, start_time)
     SELECT md5(i::text), 0, 'r', 'RUNNING', 'active', '', i FROM generate_series(1, 100) AS i`,
  );
  const steps = POINTS / 1000;
  await databases.query(
    'mlflow',
    `INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
     SELECT 'metric_' || k, random(), 1700000000000 + (block * 100 + t) * 1000, md5(r::text), block * 100 + t, false
     FROM generate_series(0, ${steps / 100 - 1}) AS block, generate_series(1, 100) AS r, generate_series(0, 99) AS t,
       generate_series(0, 9) AS k`,
  );
  await databases.query(
    'mlflow',
    `INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid)
     SELECT 'metric_' || k, random(), 1700000000000, ${steps}, false, md5(r::text)
     FROM generate_series(1, 100) AS r, generate_series(0, 9) AS k`,
  );
}

async function bytesOf(databases: Databases, database: string, tables: readonly string[]): Promise<number> {
  const names = tables.map((name) => `pg_total_relation_size('${name}')`).join(' + ');
  const [row] = await databases.query<{ bytes: string }>(database, `SELECT ${names} AS bytes`);
  return Number(row?.bytes);
}

async function manyKeys(load: Load): Promise<string[][]> {
  const experiment = await createExperiment(load, 'keys');
  const perRun = 120;
  await load.each(KEYS / perRun, async (index) => {
    const run = await createRun(load, experiment, index);
    const metrics = Array.from({ length: perRun }, (_, key) => metric(`key/${index * perRun + key}`, key));
    await load.post('runs/log-batch', { run_id: run, metrics });
  });
  const newest = await median(() => search(load, experiment, { max_results: 100 }));
  const ordered = await median(() =>
    search(load, experiment, { max_results: 100, order_by: ['metrics.`key/77` DESC'] }),
  );
  return [
    [`search of 100 runs with ${KEYS.toLocaleString('en')} distinct metric keys`, ms(newest)],
    ['the same, ordered by one of the keys', ms(ordered)],
  ];
}

async function writers(server: BenchServer): Promise<string[][]> {
  const load = new Load(server.url, WRITERS);
  const experiment = await createExperiment(load, 'writers');
  const runs = await Promise.all(
    Array.from({ length: WRITERS }, (_, index) => createRun(load, experiment, index)),
  );
  const log = (run: (index: number) => string | undefined): Promise<number> =>
    load.each(40_000, (index) =>
      load.post('runs/log-metric', { run_id: run(index), ...metric('loss', index) }),
    );
  const each = await log((index) => runs[index % WRITERS]);
  const one = await log(() => runs[0]);
  load.close();
  return [
    [`log-metric, ${WRITERS} writers, a run each`, rate(40_000 / each)],
    [`log-metric, ${WRITERS} writers, all into one run`, rate(40_000 / one)],
  ];
}

function metric(key: string, step: number): object {
  return { key, value: Math.random(), timestamp: 1.7e12 + step, step };
}

async function createExperiment(load: Load, name: string): Promise<string> {
  return (await load.json<{ experiment_id: string }>('experiments/create', { name })).experiment_id;
}

async function createRun(load: Load, experiment: string, index: number): Promise<string> {
  const body = { experiment_id: experiment, start_time: 1.7e12 + index, run_name: `run-${index}` };
  return (await load.json<{ run: { info: { run_id: string } } }>('runs/create', body)).run.info.run_id;
}

async function seedRun(load: Load, experiment: string, index: number): Promise<void> {
  const several = <T>(count: number, make: (each: number) => T): T[] =>
    Array.from({ length: count }, (_, each) => make(each));
  await load.post('runs/log-batch', {
    run_id: await createRun(load, experiment, index),
    metrics: several(20, (each) => metric(`m${each}`, 0)),
    params: several(10, (each) => ({ key: `p${each}`, value: String(Math.floor(Math.random() * 10)) })),
    tags: several(5, (each) => ({ key: `t${each}`, value: `v${Math.floor(Math.random() * 5)}` })),
  });
}

/** Mebibytes of the server's process, as Linux counts them. */
async function memory({ pid }: BenchServer, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function rate(value = NaN): string {
  return `${Math.round(value).toLocaleString('en')}/s`;
}
