// Prints how long `npm start` takes until it is ready, already built, and the memory of all its processes when idle:
// npm run bench:start [-- rounds]. Writes both into docs/benchmarks.md. Linux only: memory is the proportional set size (PSS), which counts shared pages once.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { table, writeSection } from './report.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PORT = 5987;
const SETTLE_MS = 5_000;
const rounds = Number(process.argv[2] ?? 5);
const home = await mkdtemp(join(tmpdir(), 'millrace-bench-'));

const seconds: number[] = [];
const megabytes: number[] = [];
// The first round makes the database, so it does not count.
for (let round = 0; round <= rounds; round += 1) {
  const [ready, memory] = await startOnce();
  if (round === 0) continue;
  seconds.push(ready);
  megabytes.push(memory);
}
await rm(home, { recursive: true, force: true });
const rows = [
  ['', 'median (least to most)'],
  ['ready after', `${spread(seconds)} s`],
  ['memory when idle (PSS of npm, Millrace and PostgreSQL)', `${spread(megabytes)} MB`],
];
console.log(rows.map((row) => row.join('  ')).join('\n'));
writeSection(
  'Starting',
  'bench:start',
  `\`npm start\`, already built, ${rounds} times after one that does not count`,
  table(rows),
);

async function startOnce(): Promise<[seconds: number, megabytes: number]> {
  const begin = performance.now();
  const environment = { ...process.env, MILLRACE_HOME: home, PORT: String(PORT) };
  const child = spawn('npm', ['start'], { cwd: ROOT, env: environment, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!(await isReady())) await sleep(10);
  const ready = (performance.now() - begin) / 1000;
  await sleep(SETTLE_MS);
  const memory = await memoryOfTree(child.pid ?? 0);
  child.kill('SIGTERM');
  await ended;
  return [ready, memory];
}

function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${PORT}/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function memoryOfTree(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    if (/^\d+$/.test(entry) && stat)
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]));
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0));
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): string =>
    (sorted[index] ?? 0).toFixed(sorted.length > 0 && (sorted[0] ?? 0) > 50 ? 0 : 2);
  return `${at(Math.floor(sorted.length / 2))} (${at(0)} to ${at(sorted.length - 1)})`;
}
