import { existsSync } from 'node:fs';

/** What an image holds of one program: its entries, and what lies beside them. Paths are from the root of the repository. */
export interface Parts {
  /** Where the bundle is put. What its modules find from their own place is found from there. */
  readonly bundle: string;
  /** The built modules to begin with, by the names of their files in the bundle. */
  readonly entries: Readonly<Record<string, string>>;
  /** Modules whose neighbours are in the bundle too, and not where they were before. */
  readonly staysWithBundle?: RegExp;
  /** Files and folders that are read at run time. */
  readonly files: readonly string[];
  /** Modules that cannot be bundled: what carries native code or WebAssembly, by the folders that are of use. */
  readonly packages: readonly string[];
}

const REFLECT = 'node_modules/reflect-metadata';
const MIGRATIONS = 'packages/database/prisma/migrations';
const ENGINE = 'node_modules/@prisma/schema-engine-wasm';
const MEDIA_TYPES = 'packages/artifact-stores/media-types.txt';
const ONNX = 'node_modules/onnxruntime-node';

function app(name: string, parts: Partial<Parts> = {}): Parts {
  return {
    bundle: `apps/${name}/dist/bundle`,
    entries: { main: `apps/${name}/dist/main.js`, ...parts.entries },
    files: [MIGRATIONS, ...(parts.files ?? [])],
    packages: [REFLECT, ENGINE, ...(parts.packages ?? [])],
    ...(parts.staysWithBundle && { staysWithBundle: parts.staysWithBundle }),
  };
}

const PARTS: Readonly<Record<string, Parts>> = {
  tracking: app('tracking'),
  registry: app('registry'),
  artifact: app('artifact', { files: [MEDIA_TYPES] }),
  'project-runner': app('project-runner', { files: [MEDIA_TYPES] }),
  'model-serving': app('model-serving', {
    // Threads are started from a file of their own.
    entries: { 'session-thread': 'apps/model-serving/dist/scorers/onnx/session-thread.js' },
    staysWithBundle: /\/scorers\/onnx\/session\.js$/,
    // The scoring server goes into the images of models, which this service builds.
    files: [MEDIA_TYPES, 'apps/model-serving/python', 'apps/model-serving/dist/bundle/serve'],
    packages: [
      'node_modules/onnxruntime-common',
      `${ONNX}/package.json`,
      `${ONNX}/dist`,
      // The libraries of other systems would double the image.
      `${ONNX}/bin/napi-v6/linux/${process.arch}`,
    ],
  }),
  gateway: { ...app('gateway'), files: ['apps/web/dist'], packages: [REFLECT] },
  migrate: {
    bundle: 'packages/database/dist/bundle',
    entries: { main: 'packages/database/dist/migrate/main.js' },
    files: [MIGRATIONS],
    packages: [ENGINE],
  },
};

export const PROGRAMS = Object.keys(PARTS);

/** Throws when there is no such program. */
export function partsOf(program: string): Parts {
  const parts = PARTS[program];
  if (!parts) throw new Error(`'${program}' must be one of ${PROGRAMS.join(', ')}`);
  const missing = [...Object.values(parts.entries), ...parts.files].filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`Build first (npm run build): there is no ${missing.join(', ')}`);
  return parts;
}
