import type { Deployment } from '../deployments/deployment.ts';

const LABEL_NAME = /^[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/;

/** Whether Kubernetes takes a name for a Service, with room for the number of a version behind it. */
export function isLabelName(name: string): boolean {
  return LABEL_NAME.test(name);
}

/**
 * The name of a deployment's Service. A name that Kubernetes takes stays as it is behind `model-`; others are made to fit, and
 * told apart by the deployment's id.
 */
export function frontName({ name, deploymentId }: Pick<Deployment, 'name' | 'deploymentId'>): string {
  const plain = `model-${name}`;
  if (isLabelName(plain)) return plain;
  const fitting = plain
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${fitting.replace(/-$/, '')}-${deploymentId.slice(0, 8)}`;
}

/** The name of what runs one version. */
export function versionName(deployment: Pick<Deployment, 'name' | 'deploymentId'>, number: number): string {
  return `${frontName(deployment)}-v${number}`;
}
