// Real processes of every service, two replicas each, under a load of mixed clients while things fail: npm run test:faults -- --help
import { type Options, readOptions } from './options.ts';
import { runFaults } from './run-faults.ts';
import { runSoak } from './soak/run-soak.ts';
import { Stack } from './stack/stack.ts';
import { program } from './stack/stores.ts';

let options: Options;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
for (const name of ['redis-server', 'minio'])
  if (program(name) === undefined) {
    console.error(`${name} is not on the PATH.`);
    process.exit(2);
  }
console.log(`Seed ${options.seed}.`);
const stack = await Stack.start((line) => console.error(line));
if (stack.disk === undefined) console.log('Nothing may be mounted here: the disk is not filled.');
if (stack.replicas.every(({ clock }) => clock === undefined))
  console.log('libfaketime is not here: no clock is moved.');
let well = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.stop({ keep: options.keep }).then(() => process.exit(130)));
try {
  well =
    options.soakMinutes === undefined
      ? await runFaults(stack, options)
      : await runSoak(stack, options.soakMinutes);
} finally {
  await stack.stop({ keep: options.keep || !well });
  if (options.keep || !well) console.log(`Logs and data are in ${stack.folder}`);
}
console.log(well ? 'All is well.' : 'Not all is well.');
process.exit(well ? 0 : 1);
