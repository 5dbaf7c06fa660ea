import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelFile } from '../scorers/model-file/model-file.ts';

const APP = fileURLToPath(new URL('../..', import.meta.url));
/** The bundle keeps its distance to the Python that it starts, in an image as here. */
const BUNDLE = 'dist/bundle/serve';

export interface ServerFiles {
  /** Folders on this machine by their paths in the build context. */
  readonly folders: ReadonlyMap<string, string>;
  /** Those whose content a version tells. */
  readonly versions: ReadonlyMap<string, string>;
}

/** What of Millrace goes into the image of a model: the scoring server, its Python side, and for ONNX models the runtime. */
export async function serverFiles({ flavors }: ModelFile): Promise<ServerFiles> {
  const folders = new Map([
    [`millrace/${BUNDLE}`, join(APP, BUNDLE)],
    ['millrace/python', join(APP, 'python')],
  ]);
  const versions = new Map<string, string>();
  if (flavors['onnx'] === undefined) return { folders, versions };
  for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
    const folder = folderOf(name);
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    const into = `millrace/node_modules/${name}`;
    versions.set(into, version);
    folders.set(`${into}/dist`, join(folder, 'dist'));
    folders.set(`${into}/package.json`, join(folder, 'package.json'));
  }
  // The libraries of other systems would triple the image.
  const libraries = `bin/napi-v6/linux/${process.arch}`;
  folders.set(
    `millrace/node_modules/onnxruntime-node/${libraries}`,
    join(folderOf('onnxruntime-node'), libraries),
  );
  return { folders, versions };
}

function folderOf(name: string): string {
  return dirname(findPackageJSON(name, import.meta.url) ?? '');
}
