// Makes a checkout ready to run: installs packages when package-lock.json changed, builds when a source did.
// Plain JavaScript without dependencies, for whatever Node >= 20 is there before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const INSTALLED = join(root, 'node_modules', '.millrace-installed');
const BUILT = join(root, 'node_modules', '.millrace-built');
const SOURCE = /^(src|prisma|public|package\.json|tsconfig.*\.json|[\w-]+(\.config)?\.ts|index\.html)$/;

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Millrace needs Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}

const lock = digest([readFileSync(join(root, 'package-lock.json'))]);
if (read(INSTALLED) !== lock) {
  console.error('Installing packages (once, about two minutes)…');
  // Models are scored without a GPU; ONNX Runtime would fetch 300 MB of libraries for one.
  process.env.ONNXRUNTIME_NODE_INSTALL ??= 'skip';
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
  // npm may have completed the lock file for this platform.
  writeFileSync(INSTALLED, digest([readFileSync(join(root, 'package-lock.json'))]));
}
if (process.argv.includes('--build')) {
  const sources = digestOfSources();
  if (read(BUILT) !== sources) {
    console.error('Building…');
    run('npx', ['turbo', 'run', 'build', '--output-logs=errors-only', '--log-order=grouped']);
    writeFileSync(BUILT, digestOfSources());
  }
}

/** Names, sizes and times of all sources: quick to take, and different after any edit, checkout or deletion. */
function digestOfSources() {
  const facts = [];
  for (const group of ['apps', 'packages'])
    for (const name of readdirSync(join(root, group))) {
      const folder = join(root, group, name);
      for (const entry of readdirSync(folder)) if (SOURCE.test(entry)) addFacts(facts, join(folder, entry));
    }
  addFacts(facts, join(root, 'tsconfig.base.json'));
  addFacts(facts, join(root, 'scripts', 'keep-locations.ts'));
  return digest(facts);
}

function addFacts(facts, path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) facts.push(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  else for (const entry of readdirSync(path)) if (entry !== 'generated') addFacts(facts, join(path, entry));
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`"${command} ${args.join(' ')}" failed; what it printed above says why.`);
    process.exit(status ?? 1);
  }
}
