// Sends the same tracking work to Millrace, FastTrackML and MLflow, all on one PostgreSQL 18 with its default durability, then lets
// Millrace grow alone, and writes both into docs/benchmarks.md: npm run bench [-- --runs 5000 --rounds 3 --secs 5 --skip-growth].
// Needs Python 3 and wrk; installs the peers under .cache/ on first use. Takes about half an hour.
import { setTimeout as sleep } from 'node:timers/promises';
import { table, writeSection } from '../report.ts';
import { cells, compareServers, requireWrk } from './comparison.ts';
import { growth } from './growth.ts';
import { peerVersions, startDatabases, startFastTrackMl, startMillrace, startMlflow } from './servers.ts';

const STARTING_MS = 20_000;

requireWrk();
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
  try {
    const addresses = Object.entries(servers).map(([name, { url }]) => `${name}=${url}`);
    const rows = compareServers(addresses, comparison);
    writeSection(
      'Tracking, beside MLflow and FastTrackML',
      'bench',
      `${peerVersions()}, all on one PostgreSQL 18 with its default settings`,
      `${table([
        ['scenario', 'unit', 'Millrace', 'FastTrackML', 'MLflow', 'to FastTrackML', 'to MLflow'],
        ...rows.map((row) => cells(row, ['fml', 'mlflow'])),
      ])}\n\nThe last two columns say how many times as fast Millrace is as each of the others.`,
    );
  } finally {
    for (const server of Object.values(servers)) await server.stop();
    await databases.stop();
  }
}
