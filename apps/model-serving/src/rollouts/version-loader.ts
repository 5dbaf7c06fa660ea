import { Inject, Injectable } from '@nestjs/common';
import type { Deployment, State, Version } from '../deployments/deployment.ts';
import { VersionMeasurements } from '../measurements/version-measurements.ts';
import { Clusters } from '../cluster/clusters.ts';
import { LocalModels } from '../models/local-models.ts';
import type { ModelFile } from '../scorers/model-file/model-file.ts';
import type { LocalModel, OpenScorer, Scorer } from '../scorers/scorer.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import { DeploymentLogs } from './deployment-logs.ts';
import { ModelEnvironments } from './model-environments.ts';

/** What to inject to open scorers: a function, so that tests can give their own. */
export const OPEN_SCORER = Symbol('open scorer');

type Step = (state: State, line: string) => Promise<void>;

/** Brings a version up on this process, step by step. */
@Injectable()
export class VersionLoader {
  constructor(
    private readonly models: LocalModels,
    private readonly environments: ModelEnvironments,
    private readonly logs: DeploymentLogs,
    private readonly clusters: Clusters,
    @Inject(OPEN_SCORER) private readonly openScorer: OpenScorer,
  ) {}

  /**
   * Fetches the model, gets its Python, loads it and has it score its own input example. Tells each step as it begins. Throws what
   * went wrong, for people to read, and then nothing of it is left running.
   */
  async load(
    deployment: Deployment,
    version: Version,
    onState: (state: State) => Promise<void>,
  ): Promise<LoadedVersion> {
    const { deploymentId, name, generation } = deployment;
    const { number, modelUri, location } = version;
    const log = (line: string): void => this.logs.add(deploymentId, number, line);
    const undo: (() => Promise<void>)[] = [];
    const step: Step = async (state, line) => {
      log(line);
      await onState(state);
    };
    try {
      await step('pending', `Fetching ${modelUri} from ${location}`);
      const model = await this.models.acquire(location);
      undo.unshift(() => model.release());
      const local = { folder: model.folder, uri: modelUri };
      const file = await readModel(local);
      const scorer =
        deployment.target === 'kubernetes'
          ? await this.openInCluster(deployment, version, local, file, log, step)
          : await this.openHere(deployment, local, log, step, undo);
      undo.unshift(() => scorer.stop());
      await step('checking', 'Scoring the input example of the model');
      await scorer.checkInputExample();
      log('Ready');
      const measurements = new VersionMeasurements();
      const stop = (): Promise<void> => runAll(undo);
      return {
        deploymentId,
        name,
        number,
        generation,
        signature: file.signature,
        scorer,
        measurements,
        stop,
      };
    } catch (error) {
      log(`Failed: ${(error as Error).message}`);
      await runAll(undo);
      throw error;
    }
  }

  private async openHere(
    deployment: Deployment,
    model: LocalModel,
    onLog: (line: string) => void,
    step: Step,
    undo: (() => Promise<void>)[],
  ): Promise<Scorer> {
    const { envManager, workers, maxBatch, maxDelayMs, maxQueue, timeoutMs, memoryMb } = deployment;
    await step('building', `Getting the Python environment (${envManager})`);
    const environment = await this.environments.open(model.folder, envManager, onLog);
    undo.unshift(() => environment.release());
    await step('loading', 'Loading the model');
    const { python } = environment;
    const options = { python, workers, maxBatch, maxDelayMs, maxQueue, timeoutMs, memoryMb, onLog };
    return this.openScorer(model, options);
  }

  private async openInCluster(
    deployment: Deployment,
    version: Version,
    model: LocalModel,
    file: ModelFile,
    onLog: (line: string) => void,
    step: Step,
  ): Promise<Scorer> {
    await step('building', 'Building the image of the model');
    return this.clusters.open(deployment, version, model, file, onLog, () =>
      step('loading', `Running it in the cluster, ${deployment.replicas} times`),
    );
  }
}

/** Reading YAML is loaded with the first deployment. */
async function readModel(model: LocalModel): Promise<ModelFile> {
  return (await import('../scorers/model-file/model-file.ts')).readModelFile(model);
}

/** One after the other, each whatever came of the one before; then the first failure is thrown. */
async function runAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
