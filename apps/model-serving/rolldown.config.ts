// Joins the scoring server into a few files: it starts sooner, and the image of a model holds nothing else of Millrace.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { keepLocations } from '../../scripts/keep-locations.ts';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'dist/bundle/serve');

export default defineConfig({
  input: {
    serve: join(here, 'dist/standalone-server/serve.js'),
    // Threads are started from a file of their own.
    'session-thread': join(here, 'dist/scorers/onnx/session-thread.js'),
  },
  platform: 'node',
  // Carries native code. What builds images is of no use inside of one, and loaded when it is asked for.
  external: /^(?:onnxruntime-node|dockerode|tar-fs|@kubernetes\/client-node)$/,
  output: { dir: out, format: 'esm', cleanDir: true },
  plugins: [
    // What goes into an image is found from where its module was; the rest lies beside the bundle in an image too.
    keepLocations(out, (id) => id.endsWith('/images/server-files.js')),
  ],
  logLevel: 'silent',
});
