import type Docker from 'dockerode';
import { publish } from '@millrace/containers/publish';
import { namesRegistry } from '@millrace/containers/registry-login';
import { codeArchive, CODE_FOLDER } from '../container/code-archive.ts';
import type { ProjectOrder, RunImage } from '../executor.ts';
import { buildImage } from './build-image.ts';
import { findImage } from './engine.ts';
import { contentTag, plainName } from './image-name.ts';
import type { ImageOptions } from './project-image.ts';

export interface CodeImageOptions extends Pick<ImageOptions, 'network'> {
  /** What the image is named before its tag; unless given, the project's name below `usual`. */
  readonly repository: string | undefined;
  readonly usualRepository: string;
  /** Called with the name of the image to hand it to those who run it; empty to push it to its registry. */
  readonly publishCommand: string;
}

/** An image with a project's working copy in it, as MLflow builds it for Kubernetes, made available to those who run it. Rejects with ImageError. */
export async function codeImage(
  engine: Docker,
  { folder, project, commit, onProgress }: ProjectOrder,
  base: RunImage,
  { repository, usualRepository, network, publishCommand }: CodeImageOptions,
): Promise<RunImage> {
  const tag = await contentTag(folder, commit, [base.id]);
  const name = `${repository ?? `${usualRepository}/${plainName(project.name, 60)}-run`}:${tag}`;
  const dockerfile = `FROM ${base.name}\nCOPY project ${CODE_FOLDER}\nWORKDIR ${CODE_FOLDER}\n`;
  const context = codeArchive(folder, 'project', { Dockerfile: dockerfile });
  const built = await buildImage(engine, { name, context, dockerfile: 'Dockerfile', network, onProgress });
  await publish(name, publishCommand, onProgress);
  if (publishCommand !== '' || !namesRegistry(name)) return { ...built, digest: undefined };
  // Whatever becomes of the tag, the cluster runs this image.
  const pushed = (await findImage(engine, name)) ?? built;
  const digest = pushed.digest?.split('@')[1];
  return digest === undefined ? pushed : { ...pushed, name: `${name}@${digest}` };
}
