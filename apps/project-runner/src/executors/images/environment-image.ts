import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { pack } from 'tar-fs';
import { BuildError } from '@millrace/python-environments/build-error';
import { minorOf } from '@millrace/python-environments/find-python';
import { readEnvironmentFile, RequirementsError } from '@millrace/python-environments/requirements';
import type { ProjectOrder, RunImage } from '../executor.ts';
import { buildImage } from './build-image.ts';
import { CODE_FOLDER } from '../container/code-archive.ts';
import { findImage } from './engine.ts';
import type { ImageOptions } from './project-image.ts';

/**
 * An image with the Python and the packages that a file of the project names, built once for each content of it. The packages of a run
 * that is repeated take the place of those that the file names.
 */
export async function environmentImage(
  engine: Docker,
  {
    folder,
    scratch,
    packages: exactly,
    onProgress,
  }: Pick<ProjectOrder, 'folder' | 'scratch' | 'packages' | 'onProgress'>,
  file: { readonly kind: 'python' | 'conda'; readonly file: string },
  options: ImageOptions,
): Promise<RunImage> {
  const { python, packages, condaPackages } = await readEnvironmentFile(folder, {
    kind: file.kind,
    path: file.file,
  }).catch((error: unknown) => {
    throw error instanceof RequirementsError ? new BuildError(error.message) : error;
  });
  if (condaPackages.length > 0)
    onProgress(
      `Packages of conda are left out, since images are built with pip: ${condaPackages.join(', ')}`,
    );
  const minor = python === undefined ? undefined : minorOf(python);
  const base = minor === undefined ? options.defaultImage : `python:${minor}-slim`;
  const dockerfile = `FROM ${base}
WORKDIR ${CODE_FOLDER}
COPY requirements.txt /opt/requirements.txt
RUN python3 -m pip install --no-cache-dir --disable-pip-version-check --progress-bar off -r /opt/requirements.txt
`;
  const requirements = (exactly ?? packages).map((line) => `${line}\n`).join('');
  const digest = createHash('sha256')
    .update(JSON.stringify([dockerfile, requirements]))
    .digest('hex');
  const name = `${options.repository}/project-environment:${digest.slice(0, 16)}`;
  const found = await findImage(engine, name);
  if (found) return found;
  const around = join(scratch, 'image');
  await mkdir(around);
  await writeFile(join(around, 'Dockerfile'), dockerfile);
  await writeFile(join(around, 'requirements.txt'), requirements);
  const context = pack(around) as unknown as NodeJS.ReadableStream;
  const { network } = options;
  return buildImage(engine, { name, context, dockerfile: 'Dockerfile', network, onProgress });
}
