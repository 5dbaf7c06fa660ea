import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { pack } from 'tar-fs';
import { ImageError } from '@millrace/containers/image-error';
import { insideOf } from '../../mlproject/load-project.ts';
import type { DockerEnvironment } from '../../mlproject/project.ts';
import type { RunnerSettings } from '../../settings/runner-settings.ts';
import type { ProjectOrder, RunImage } from '../executor.ts';
import { buildImage } from './build-image.ts';
import { environmentImage } from './environment-image.ts';
import { contentTag, plainName } from './image-name.ts';
import { pullImage } from './pull-image.ts';

export interface ImageOptions {
  /** What the names of images that are built begin with. */
  readonly repository: string;
  /** For projects that say nothing. */
  readonly defaultImage: string;
  readonly network: string;
}

export function imageOptions(settings: RunnerSettings): ImageOptions {
  return {
    repository: settings.MILLRACE_IMAGE_REPOSITORY,
    defaultImage: settings.MILLRACE_RUNNER_IMAGE,
    network: settings.MILLRACE_IMAGE_BUILD_NETWORK,
  };
}

/**
 * The image that a project runs in: the one that was asked for, that of its `docker_env`, one with the packages of its `python_env`
 * or `conda_env`, or the usual one. Rejects with ProjectError, BuildError or ImageError.
 */
export function projectImage(engine: Docker, order: ProjectOrder, options: ImageOptions): Promise<RunImage> {
  const { run, project, onProgress } = order;
  const { environment } = project;
  if (run.executorConfig.image !== undefined)
    return askedImage(engine, order, run.executorConfig.image, options);
  if (environment.kind === 'docker') return dockerImage(engine, order, environment, options);
  if (environment.kind === 'none' || run.envManager === 'local')
    return pullImage(engine, options.defaultImage, onProgress);
  return environmentImage(engine, order, environment, options);
}

/** An image that is gone is made again with the packages it had, where a run is repeated of which they are known. */
async function askedImage(
  engine: Docker,
  order: ProjectOrder,
  name: string,
  options: ImageOptions,
): Promise<RunImage> {
  const { run, project, packages, onProgress } = order;
  try {
    return await pullImage(engine, name, onProgress);
  } catch (error) {
    if (!(error instanceof ImageError) || packages === undefined || project.environment.kind === 'none')
      throw error;
    onProgress(`The image of the run that is repeated is made again: ${error.message.split('\n')[0]}`);
    const { image: _, ...executorConfig } = run.executorConfig;
    const again = { ...order, run: { ...run, executorConfig } };
    return projectImage(engine, again, options).catch((failure: unknown) => {
      if (!(failure instanceof ImageError)) throw failure;
      onProgress(
        `Its packages cannot be had, so those that the project asks for are taken: ${failure.message.split('\n')[0]}`,
      );
      return projectImage(engine, { ...again, packages: undefined }, options);
    });
  }
}

/** Its image is pulled, or built where it has a Dockerfile: one it names, or the one beside MLproject where there is no such image. */
async function dockerImage(
  engine: Docker,
  order: ProjectOrder,
  { image, dockerfile }: DockerEnvironment,
  options: ImageOptions,
): Promise<RunImage> {
  if (dockerfile !== undefined) return builtImage(engine, order, dockerfile, options);
  try {
    return await pullImage(engine, image, order.onProgress);
  } catch (error) {
    if (!(error instanceof ImageError) || !(await isThere(join(order.folder, 'Dockerfile')))) throw error;
    order.onProgress(error.message.split('\n')[0] ?? '');
    return builtImage(engine, order, 'Dockerfile', options);
  }
}

/** It is tagged with a name of its own: what a project calls its image may be the name of another one. */
async function builtImage(
  engine: Docker,
  { folder, project, commit, onProgress }: ProjectOrder,
  dockerfile: string,
  { repository, network }: ImageOptions,
): Promise<RunImage> {
  await insideOf(folder, dockerfile);
  const tag = await contentTag(folder, commit, [dockerfile]);
  const name = `${repository}/${plainName(project.name, 60)}:${tag}`;
  const context = pack(folder) as unknown as NodeJS.ReadableStream;
  return buildImage(engine, { name, context, dockerfile, network, onProgress });
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
