import { Inject, Injectable } from '@nestjs/common';
import type { Deployment, State, Version } from '../deployments/deployment.ts';
import { VersionMeasurements } from '../measurements/version-measurements.ts';
import { LocalModels } from '../models/local-models.ts';
import type { ModelFile } from '../scorers/model-file/model-file.ts';
import type { LocalModel, OpenScorer, Scorer } from '../scorers/scorer.ts';
import type { LoadedVersion } from '../traffic/loaded-version.ts';
import { DeploymentLogs } from './deployment-logs.ts';
import { ModelEnvironments } from './model-environments.ts';

/** What to inject to open scorers: a function, so that tests can give their own. */
export const OPEN_SCORER = Symbol('open scorer');

/** Brings a version up on this process, step by step. */
@Injectable()
export class VersionLoader {
  constructor(
    private readonly models: LocalModels,
    private readonly environments: ModelEnvironments,
    private readonly logs: DeploymentLogs,
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
    const step = async (state: State, line: string): Promise<void> => {
      log(line);
      await onState(state);
    };
    try {
      await step('pending', `Fetching ${modelUri} from ${location}`);
      const model = await this.models.acquire(location);
      undo.unshift(() => model.release());
      const { signature } = await readModel({ folder: model.folder, uri: modelUri });
      await step('building', `Getting the Python environment (${deployment.envManager})`);
      const environment = await this.environments.open(model.folder, deployment.envManager, log);
      undo.unshift(() => environment.release());
      await step('loading', 'Loading the model');
      const scorer = await this.open(
        deployment,
        { folder: model.folder, uri: modelUri },
        environment.python,
        log,
      );
      undo.unshift(() => scorer.stop());
      await step('checking', 'Scoring the input example of the model');
      await scorer.checkInputExample();
      log('Ready');
      const measurements = new VersionMeasurements();
      const stop = (): Promise<void> => runAll(undo);
      return { deploymentId, name, number, generation, signature, scorer, measurements, stop };
    } catch (error) {
      log(`Failed: ${(error as Error).message}`);
      await runAll(undo);
      throw error;
    }
  }

  private open(
    options: Deployment,
    model: { folder: string; uri: string },
    python: string,
    onLog: (line: string) => void,
  ): Promise<Scorer> {
    const { workers, maxBatch, maxDelayMs, maxQueue, timeoutMs, memoryMb } = options;
    return this.openScorer(model, {
      python,
      workers,
      maxBatch,
      maxDelayMs,
      maxQueue,
      timeoutMs,
      memoryMb,
      onLog,
    });
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
