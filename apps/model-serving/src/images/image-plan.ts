import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readRequirements } from '@millrace/python-environments/requirements';
import type { ModelFile } from '../scorers/model-file/model-file.ts';
import type { LocalModel } from '../scorers/scorer.ts';
import { dockerfile } from './dockerfile.ts';
import { serverFiles } from './server-files.ts';

/** What an image of a model is made of. */
export interface ImagePlan {
  readonly dockerfile: string;
  /** Lines of a requirements file. */
  readonly requirements: string;
  /** Files and folders on this machine by their paths in the build context. */
  readonly parts: ReadonlyMap<string, string>;
  /** Changes with all that goes into the image: one of the same digest need not be built again. */
  readonly digest: string;
}

/** Scoring needs these beside what the model names. */
const ALSO_NEEDS = ['mlflow', 'pandas'];
/** For models that do not say which Python they were logged with. */
const USUAL_PYTHON = '3.11';

/** Plans the image of a model; throws RequirementsError for what cannot be read. */
export async function planImage(model: LocalModel, file: ModelFile): Promise<ImagePlan> {
  const { python, packages } = await readRequirements(model.folder);
  const missing = ALSO_NEEDS.filter((name) => !packages.some((line) => namesPackage(line, name)));
  const requirements = [...packages, ...missing].map((line) => `${line}\n`).join('');
  const { folders, versions } = await serverFiles(file);
  const text = dockerfile(/^3\.\d+/.exec(python ?? '')?.[0] ?? USUAL_PYTHON);
  const parts = new Map([...folders, ['model', model.folder]]);
  const hash = createHash('sha256').update(JSON.stringify([text, requirements, [...versions]]));
  for (const [path, place] of parts) {
    const versioned = [...versions.keys()].some((part) => path.startsWith(`${part}/`));
    if (!versioned) await addContent(hash, path, place);
  }
  return { dockerfile: text, requirements, parts, digest: hash.digest('hex') };
}

async function addContent(hash: Hash, path: string, place: string): Promise<void> {
  if (!(await stat(place)).isDirectory()) {
    hash.update(path).update(await readFile(place));
    return;
  }
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    const content = await readFile(file);
    hash.update(JSON.stringify([path, relative(place, file), content.length])).update(content);
  }
}

function namesPackage(line: string, name: string): boolean {
  return new RegExp(`^${name}(?:-skinny)?\\s*(?:[\\[=<>!~;@]|$)`, 'i').test(line);
}
