// Opens the same runs in Millrace's web interface and in MLflow's, in Chromium, turn by turn, and writes what it found into
// docs/benchmarks.md, then Millrace's alone with the most that it is made for:
// npm run bench:web [-- --runs 5000 --rounds 5 --only beside|largest --no-write]. Needs Chromium, and for MLflow Python 3: installs
// that under .cache/ on first use. Both servers are on one PostgreSQL 18. Takes about a quarter of an hour.
import { parseArgs } from 'node:util';
import { launchChromium } from '../../apps/web/e2e/chromium.ts';
import { table, writeSection } from '../report.ts';
import { startDatabases, startMillrace, startMlflow } from '../tracking/servers.ts';
import { millrace, mlflow, type WebInterface } from './interfaces.ts';
import { measureLargest, median as medianOf } from './largest.ts';
import { type Figures, type Scenario, visit } from './measure.ts';
import { CHARTED, METRICS, PARAMS, seed } from './seed.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    'no-write': { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
const rounds = Number(options.rounds);
if (!(Number.isInteger(runs) && runs >= CHARTED))
  throw new Error(`--runs must be a number, ${CHARTED} or more`);
if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Error('--rounds must be a number, 1 or more');

if (options.only !== undefined && !['beside', 'largest'].includes(options.only))
  throw new Error("--only must be 'beside' or 'largest'");

const databases = await startDatabases(['millrace', 'mlflow', 'largest']);
const browser = await launchChromium();
try {
  if (options.only !== 'largest') await measureBeside();
  if (options.only !== 'beside') await measureAlone();
} finally {
  await browser.close();
  await databases.stop();
}

async function measureBeside(): Promise<void> {
  const servers = [await startMillrace(databases), await startMlflow(databases)] as const;
  try {
    const [ours, theirs] = servers;
    console.log(`seeding ${runs} runs into each…`);
    const interfaces = [
      millrace(ours.url, await seed(ours.url, runs)),
      mlflow(theirs.url, await seed(theirs.url, runs)),
    ] as const;
    const found = new Map<WebInterface, Figures[]>(interfaces.map((each) => [each, []]));
    for (let round = 1; round <= rounds; round++)
      for (const shown of round % 2 === 1 ? interfaces : interfaces.toReversed()) {
        const figures = await visit(browser, shown);
        found.get(shown)?.push(figures);
        console.log(`round ${round}, ${shown.name}: ${JSON.stringify(figures)}`);
      }
    const version = await (await fetch(`${theirs.url}/version`)).text();
    write(
      "The web interface, beside MLflow's",
      `MLflow ${version.trim()}, Chromium ${browser.version()}, both servers on one PostgreSQL 18 with its default settings`,
      report(found.get(interfaces[0]) ?? [], found.get(interfaces[1]) ?? []),
    );
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function measureAlone(): Promise<void> {
  const server = await startMillrace(databases, 'largest');
  try {
    const body = await measureLargest(browser, server.url, rounds, () =>
      databases.query('largest', 'VACUUM (ANALYZE)'),
    );
    write('The web interface at its largest', `Chromium ${browser.version()}, PostgreSQL 18`, body);
  } finally {
    await server.stop();
  }
}

function write(heading: string, versions: string, body: string): void {
  console.log(body);
  if (!options['no-write']) writeSection(heading, 'bench:web', versions, body);
}

function report(ours: readonly Figures[], theirs: readonly Figures[]): string {
  const line = (name: string, scenario: Scenario, shown: (value: number) => string): string[] => {
    const median = (all: readonly Figures[]): number => medianOf(all.map((figures) => figures[scenario]));
    const [a, b] = [median(ours), median(theirs)];
    return [name, shown(a), shown(b), `${(b / a).toFixed(1)}x`];
  };
  return [
    `${runs} runs with ${METRICS} metrics and ${PARAMS} parameters each; the ${CHARTED} newest have histories. Medians of ${rounds}
rounds in turn, each with a fresh browser profile; the first line is its first page, the others find scripts in its cache. Times are the
pages' own: from when the address was asked for, or Enter pressed in the filter, until the browser had drawn what is waited for; what
the driver takes to type and to look is in none of them. The last column says how many times as long, or as large, MLflow's is.`,
    table([
      ['until one sees', 'Millrace', 'MLflow', 'ratio'],
      line('the newest runs, first visit', 'cold table', seconds),
      line('the newest runs, later visits', 'warm table', seconds),
      line('the runs that a filter keeps', 'filtered table', seconds),
      line(`a chart of ${CHARTED} runs`, 'chart', seconds),
      line(`${CHARTED} runs compared`, 'comparison', seconds),
      line('JavaScript of the first visit, as sent', 'scripts sent', kilobytes),
      line('the same, compressed with gzip', 'scripts compressed', kilobytes),
    ]),
    `The chart: Millrace's comparison draws a chart for each metric, and the one that is waited for is the first; MLflow's page of
a metric draws that metric alone.`,
  ].join('\n\n');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString('en')} KB`;
}
