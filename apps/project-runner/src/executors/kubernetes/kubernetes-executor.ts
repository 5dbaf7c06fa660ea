import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '@millrace/containers/cluster-error';
import type { RunnerSettings } from '../../settings/runner-settings.ts';
import { ProjectError } from '../../mlproject/project-error.ts';
import { CODE_FOLDER } from '../container/code-archive.ts';
import { dockerVariables } from '../container/copied-variables.ts';
import {
  type Execution,
  type Executor,
  ExecutorError,
  type ProjectOrder,
  type RunOrder,
  type Workplace,
} from '../executor.ts';
import { codeImage } from '../images/code-image.ts';
import { openEngine } from '../images/engine.ts';
import { ImagePackages } from '../images/image-packages.ts';
import { imageOptions, projectImage } from '../images/project-image.ts';
import { Clusters } from './clusters.ts';
import type { JobCluster } from './job-cluster.ts';
import { jobManifest, RUN_LABEL } from './job-manifest.ts';
import { readJobTemplate } from './job-template.ts';
import { KubernetesExecution } from './kubernetes-execution.ts';
import { podTrackingUri } from './pod-tracking-uri.ts';

const SWEEP_MS = 60_000;
const SWEEP_LOOK_MS = 250;

/** Runs a project's command as a Job, in an image that has the project in it. */
export class KubernetesExecutor implements Executor {
  readonly codeFolder = CODE_FOLDER;
  private readonly clusters: Clusters;
  private readonly engine = openEngine();
  private readonly packages = new ImagePackages(this.engine);

  constructor(private readonly settings: RunnerSettings) {
    this.clusters = new Clusters(settings);
  }

  async prepare(order: ProjectOrder): Promise<Workplace> {
    const { run, project, folder, trackingUri, onProgress } = order;
    const { executorConfig: config } = run;
    const { settings } = this;
    const template = await readJobTemplate(config, folder, settings.MILLRACE_RUNNER_VOLUMES);
    told(() => this.clusters.choose(config, template.metadata?.namespace));
    const uri = podTrackingUri(trackingUri, settings.MILLRACE_RUNNER_KUBERNETES_TRACKING_URI);
    const allowed = settings.MILLRACE_RUNNER_COPIED_VARIABLES;
    const variables = dockerVariables(project, config.environment ?? {}, allowed);
    const { environment } = project;
    if (environment.kind === 'docker' && environment.volumes.length > 0)
      onProgress('The volumes of docker_env are not mounted in Kubernetes; those of a kube-job-template are');
    const options = imageOptions(settings);
    const base = await projectImage(this.engine, order, options);
    const image = await codeImage(this.engine, order, base, {
      network: options.network,
      repository: config['repository-uri'],
      usualRepository: options.repository,
      publishCommand: settings.MILLRACE_IMAGE_PUBLISH_COMMAND,
    });
    return {
      manager: 'docker',
      image,
      programs: [],
      variables: { ...variables, MLFLOW_TRACKING_URI: uri },
      // The project's own files are no packages, and that image is asked once for all its runs.
      installed: () => this.packages.of(base),
      release: () => Promise.resolve(),
    };
  }

  async start(order: RunOrder): Promise<Execution> {
    const { config, folder, onProgress } = order;
    const { MILLRACE_RUNNER_VOLUMES: allowed, MILLRACE_RUNNER_KUBERNETES_START_SECONDS: startSeconds } =
      this.settings;
    const template = await readJobTemplate(config, folder, allowed);
    const cluster = told(() => this.clusters.choose(config, template.metadata?.namespace));
    const manifest = jobManifest(order, template, cluster.namespace);
    const job = await cluster.createJob(manifest).catch((error: unknown) => {
      if (!(error instanceof ClusterError)) throw error;
      // It was asked in the wrong way, which another attempt would do again.
      if (error.code === 400 || error.code === 422)
        throw new ProjectError(`The Job is not valid: ${error.message}`);
      throw new ExecutorError(error.message);
    });
    onProgress(`Created the Job ${job} in the namespace ${cluster.namespace}`);
    return new KubernetesExecution(cluster, job, order, startSeconds * 1000);
  }

  async sweep(runId: string): Promise<void> {
    for (const cluster of told(() => this.clusters.all())) await sweepCluster(cluster, runId);
  }
}

/** Resolves once no pod of the run is left that may run. */
async function sweepCluster(cluster: JobCluster, runId: string): Promise<void> {
  const label = `${RUN_LABEL}=${runId}`;
  for (const { metadata } of await cluster.listJobs(label)) await cluster.deleteJob(metadata?.name ?? '');
  const deadline = Date.now() + SWEEP_MS;
  for (const asked = new Set<string>(); ;) {
    const pods = (await cluster.listPods(label)).filter(
      ({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
    );
    if (pods.length === 0) return;
    if (Date.now() > deadline) throw new ExecutorError(`A pod of the run ${runId} does not end.`);
    for (const { metadata: { name = '' } = {} } of pods) {
      if (!asked.has(name)) await cluster.deletePod(name, 1);
      asked.add(name);
    }
    await sleep(SWEEP_LOOK_MS);
  }
}

function told<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof ClusterError ? new ExecutorError(error.message) : error;
  }
}
