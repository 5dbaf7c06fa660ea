import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { RunnerSettings } from '../../settings/runner-settings.ts';
import { codeArchive, CODE_FOLDER } from '../container/code-archive.ts';
import { dockerVariables } from '../container/copied-variables.ts';
import type { Execution, Executor, ProjectOrder, RunOrder, Workplace } from '../executor.ts';
import { engineError, openEngine } from '../images/engine.ts';
import { ImagePackages } from '../images/image-packages.ts';
import { imageOptions, projectImage } from '../images/project-image.ts';
import { allowedVolumes } from './allowed-volumes.ts';
import { containerRequest, ENDING_FILE, RUN_LABEL } from './container-request.ts';
import { DockerExecution } from './docker-execution.ts';
import { dockerNetwork } from './docker-network.ts';

/** Runs a project's command in a container of the engine at DOCKER_HOST. The working copy is copied into it, wherever the engine is. */
export class DockerExecutor implements Executor {
  readonly codeFolder = CODE_FOLDER;
  private readonly engine: Docker = openEngine();
  private readonly packages = new ImagePackages(this.engine);

  constructor(private readonly settings: RunnerSettings) {}

  async prepare(order: ProjectOrder): Promise<Workplace> {
    const { run, project, trackingUri } = order;
    const { MILLRACE_RUNNER_VOLUMES: allowed, MILLRACE_RUNNER_COPIED_VARIABLES: copied } = this.settings;
    const { environment } = project;
    const volumes = environment.kind === 'docker' ? await allowedVolumes(environment.volumes, allowed) : [];
    const variables = dockerVariables(project, run.executorConfig.environment ?? {}, copied);
    const image = await projectImage(this.engine, order, imageOptions(this.settings));
    return {
      manager: 'docker',
      image,
      volumes,
      programs: [],
      variables: { ...variables, MLFLOW_TRACKING_URI: this.network(trackingUri).trackingUri },
      installed: () => this.packages.of(image),
      release: () => Promise.resolve(),
    };
  }

  async start(order: RunOrder): Promise<Execution> {
    const network = this.network(order.variables['MLFLOW_TRACKING_URI'] ?? '');
    const name = `millrace-${order.runId}-${randomBytes(3).toString('hex')}`;
    const request = { ...containerRequest(order, network), name };
    const container = await this.engine.createContainer(request).catch((error: unknown) => {
      throw engineError(error);
    });
    try {
      const files = { [ENDING_FILE.slice(1)]: '' };
      await container.putArchive(codeArchive(order.folder, CODE_FOLDER.slice(1), files), { path: '/' });
      const output = await container.attach({
        stream: true,
        hijack: true,
        stdin: true,
        stdout: true,
        stderr: true,
      });
      const exited = container.wait({ condition: 'next-exit' }) as Promise<{ StatusCode: number }>;
      exited.catch(() => undefined);
      await container.start();
      return new DockerExecution(container, order, output, exited);
    } catch (error) {
      await container.remove({ force: true, v: true }).catch(() => undefined);
      throw engineError(error);
    }
  }

  async sweep(runId: string): Promise<void> {
    const filters = { label: [`${RUN_LABEL}=${runId}`] };
    const found = await this.engine.listContainers({ all: true, filters }).catch((error: unknown) => {
      throw engineError(error);
    });
    for (const { Id: id } of found)
      await this.engine
        .getContainer(id)
        .remove({ force: true, v: true })
        .catch(() => undefined);
  }

  private network(trackingUri: string): ReturnType<typeof dockerNetwork> {
    return dockerNetwork(trackingUri, this.settings.MILLRACE_RUNNER_DOCKER_NETWORK);
  }
}
