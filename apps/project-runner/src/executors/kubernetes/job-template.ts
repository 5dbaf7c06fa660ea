import { readFile } from 'node:fs/promises';
import { isAbsolute, normalize, relative } from 'node:path';
import type { V1Container, V1Job, V1PodSpec } from '@kubernetes/client-node';
import type { ExecutorConfig } from '@millrace/contracts/projects/executor-config';
import { parse } from 'yaml';
import { insideOf } from '../../mlproject/load-project.ts';
import { ProjectError } from '../../mlproject/project-error.ts';

const FIELD = 'kube-job-template';
const MAX_BYTES = 100_000;
const HOST_ACCESS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

/** A template that has what a project is put into. */
export interface JobTemplate extends V1Job {
  readonly spec: NonNullable<V1Job['spec']> & {
    readonly template: { readonly spec: V1PodSpec; readonly metadata?: V1Job['metadata'] };
  };
}

const EMPTY: JobTemplate = { spec: { template: { spec: { containers: [{ name: '' }] } } } };

/**
 * The template of a run's Job: given with the run, or a file of the project; a plain one otherwise. What would reach beyond its pod
 * onto the node is refused, but for folders that may be mounted. Throws ProjectError.
 */
export async function readJobTemplate(
  config: ExecutorConfig,
  folder: string,
  allowedFolders: readonly string[],
): Promise<JobTemplate> {
  const template = check(await given(config, folder));
  const { spec } = template.spec.template;
  for (const field of HOST_ACCESS)
    if (spec[field] === true) throw new ProjectError(`${FIELD}: ${field} is not allowed.`);
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) checkContainer(container);
  for (const { name, hostPath } of spec.volumes ?? [])
    if (hostPath && !allowedFolders.some((each) => isAbsolute(each) && isIn(hostPath.path, each)))
      throw new ProjectError(
        `${FIELD}: the volume ${name} mounts ${hostPath.path} of the node, which MILLRACE_RUNNER_VOLUMES does not allow.`,
      );
  return template;
}

async function given(config: ExecutorConfig, folder: string): Promise<unknown> {
  const { [FIELD]: template, 'kube-job-template-path': path } = config;
  if (typeof template === 'string') return fromYaml(template, FIELD);
  if (template !== undefined || path === undefined) return template ?? EMPTY;
  if (isAbsolute(path))
    throw new ProjectError(`kube-job-template-path must be the path of a file in the project, not ${path}.`);
  const content = await readFile(await insideOf(folder, path), 'utf8');
  if (content.length > MAX_BYTES) throw new ProjectError(`${path} has more than ${MAX_BYTES} bytes.`);
  return fromYaml(content, path);
}

function fromYaml(content: string, name: string): unknown {
  try {
    return parse(content, { maxAliasCount: 100 });
  } catch (error) {
    throw new ProjectError(`${name} is not valid YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

function check(template: unknown): JobTemplate {
  if (!isObject(template)) throw new ProjectError(`${FIELD} must be a Job, as a mapping.`);
  const { kind, apiVersion, spec } = template;
  if ((kind ?? 'Job') !== 'Job' || (apiVersion ?? 'batch/v1') !== 'batch/v1')
    throw new ProjectError(
      `${FIELD} must be a Job of batch/v1, and is a ${String(kind)} of ${String(apiVersion)}.`,
    );
  const pod = isObject(spec) && isObject(spec['template']) ? spec['template']['spec'] : undefined;
  const containers = isObject(pod) ? pod['containers'] : undefined;
  if (!Array.isArray(containers) || !containers.every(isObject) || containers.length === 0)
    throw new ProjectError(
      `${FIELD} must have a list of containers at spec.template.spec.containers; the project is put into the first one.`,
    );
  return template as unknown as JobTemplate;
}

function checkContainer({ name, securityContext }: V1Container): void {
  if (securityContext?.privileged === true)
    throw new ProjectError(`${FIELD}: the container ${name} is privileged, which is not allowed.`);
  if ((securityContext?.capabilities?.add ?? []).length > 0)
    throw new ProjectError(`${FIELD}: the container ${name} adds capabilities, which is not allowed.`);
}

function isIn(path: string, folder: string): boolean {
  return !relative(normalize(folder), normalize(path)).startsWith('..');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
