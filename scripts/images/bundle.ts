// Lays out what the image of a program holds: node scripts/images/bundle.ts PROGRAM FOLDER, from the root of a built repository.
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { keepLocations } from '../keep-locations.ts';
import { type Parts, partsOf } from './parts.ts';

// NestJS and others look for these and do without.
const OPTIONAL =
  /^(?:@grpc|@nestjs\/(?:websockets|platform-(?!fastify))|amqp|class-|kafkajs|mqtt|nats|pg-native|cpu-features|bufferutil|utf-8-validate)|\.node$/;

const [program = '', folder = ''] = process.argv.slice(2);
const parts = partsOf(program);
await bundle(parts, join(folder, parts.bundle));
for (const path of [...parts.files, ...parts.packages]) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(path, join(folder, path), { recursive: true, dereference: true });
}

/** Joins a program's modules into a few files: they load many times faster, and nothing comes along that is not reached. */
async function bundle(
  { bundle: place, entries, staysWithBundle, packages }: Parts,
  dir: string,
): Promise<void> {
  const apart = new Set(packages.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
  const isApart = (id: string): boolean => apart.has(/^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]);
  const build = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, resolve(path)])),
    platform: 'node',
    external: (id) => OPTIONAL.test(id) || isApart(id),
    plugins: [keepLocations(resolve(place), (id) => !staysWithBundle?.test(id))],
    logLevel: 'silent',
  });
  await build.write({
    dir,
    format: 'esm',
    // Decorators need it before anything else, whichever file is evaluated first.
    ...(apart.has('reflect-metadata') && { banner: "import 'reflect-metadata';" }),
  });
  await build.close();
}
