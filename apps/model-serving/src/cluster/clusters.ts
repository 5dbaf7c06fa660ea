import { Inject, Injectable } from '@nestjs/common';
import type { ClusterClient } from '@millrace/containers/cluster-client';
import { invalidParameter } from '@millrace/contracts/errors';
import type { Deployment, Version } from '../deployments/deployment.ts';
import type { ModelFile } from '../scorers/model-file/model-file.ts';
import type { LocalModel, Scorer } from '../scorers/scorer.ts';
import { SERVING_SETTINGS, type ServingSettings } from '../settings/serving-settings.ts';
import { frontName, versionName } from './names.ts';

const ROLLOUT_MS = 1_200_000;

/** Runs versions in Kubernetes. What that needs is loaded with the first deployment that asks for it. */
@Injectable()
export class Clusters {
  private client: Promise<ClusterClient> | undefined;

  constructor(@Inject(SERVING_SETTINGS) private readonly settings: ServingSettings) {}

  get isConfigured(): boolean {
    return this.settings.MILLRACE_SERVING_KUBERNETES !== '';
  }

  /** Throws INVALID_PARAMETER_VALUE when there is no cluster to deploy to. */
  async require(): Promise<void> {
    if (!this.isConfigured)
      throw invalidParameter(
        "'target' kubernetes needs a cluster: set MILLRACE_SERVING_KUBERNETES to a context of the kubeconfig, or to in-cluster.",
      );
    await this.connect().catch((error: Error) => {
      throw invalidParameter(`'target' kubernetes: ${error.message}`);
    });
  }

  /** Builds the image of a version, hands it to the cluster and has it run there; resolves with what scores through it. */
  async open(
    deployment: Deployment,
    version: Version,
    model: LocalModel,
    file: ModelFile,
    onLog: (line: string) => void,
    onImage: () => Promise<void>,
  ): Promise<Scorer> {
    const { planImage } = await import('../images/image-plan.ts');
    const { buildImage } = await import('../images/build-image.ts');
    const { publish } = await import('@millrace/containers/publish');
    const { awaitRollout } = await import('./await-rollout.ts');
    const { ClusterScorer } = await import('./cluster-scorer.ts');
    const { versionObjects } = await import('./manifests.ts');
    const client = await this.connect();
    const plan = await planImage(model, file);
    const image = this.imageName(deployment, plan.digest);
    const network = this.settings.MILLRACE_IMAGE_BUILD_NETWORK || undefined;
    await buildImage(plan, { name: image, network, onProgress: onLog });
    await publish(image, this.settings.MILLRACE_IMAGE_PUBLISH_COMMAND, onLog);
    await onImage();
    const name = versionName(deployment, version.number);
    const whose = whoseOf(deployment, version.number);
    const { replicas, workers, memoryMb, maxQueue, timeoutMs } = deployment;
    const args = argumentsOf(deployment);
    const [pods, service] = versionObjects(name, whose, { image, replicas, workers, memoryMb, args });
    const { spec } = await client.apply(service);
    await client.apply(pods);
    await awaitRollout(client, name, whose, ROLLOUT_MS);
    const address = { host: spec?.clusterIP ?? '', port: spec?.ports?.[0]?.port ?? 80 };
    return new ClusterScorer(model, file, { ...address, replicas, maxQueue: maxQueue * replicas, timeoutMs });
  }

  /** The last lines of each pod of a deployment, or why they cannot be had. */
  async logs(deployment: Deployment, tail: number): Promise<string> {
    try {
      const client = await this.connect();
      const pods = await client.listPods({ 'millrace.deployment': deployment.deploymentId });
      const texts = pods.map(async ({ metadata }) => {
        const pod = metadata?.name ?? '';
        return (await client.podLog(pod, tail)).replaceAll(/^(?=.)/gm, `${pod}: `);
      });
      return (await Promise.all(texts)).join('');
    } catch (error) {
      return `The logs of the pods cannot be had: ${(error as Error).message}\n`;
    }
  }

  connect(): Promise<ClusterClient> {
    this.client ??= import('@millrace/containers/cluster-client').then(
      ({ ClusterClient }) =>
        new ClusterClient(
          this.settings.MILLRACE_SERVING_KUBERNETES,
          this.settings.MILLRACE_SERVING_KUBERNETES_NAMESPACE,
        ),
    );
    this.client.catch(() => (this.client = undefined));
    return this.client;
  }

  private imageName(deployment: Deployment, digest: string): string {
    const { MILLRACE_IMAGE_REPOSITORY: repository } = this.settings;
    return `${repository}/${frontName(deployment)}:${digest.slice(0, 16)}`;
  }
}

export function whoseOf(
  { deploymentId }: Deployment,
  number: number,
): { deployment: string; version: string } {
  return { deployment: deploymentId, version: String(number) };
}

function argumentsOf({ name, maxBatch, maxDelayMs, maxQueue, timeoutMs }: Deployment): string[] {
  const options = {
    '--name': name,
    '--max-batch': maxBatch,
    '--max-delay': maxDelayMs,
    '--max-queue': maxQueue,
    '--timeout': timeoutMs / 1000,
  };
  return Object.entries(options).flatMap(([flag, value]) => [flag, String(value)]);
}
