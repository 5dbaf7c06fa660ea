import { test } from '@jest/globals';
import { executorConformance } from '../../../test/executor-conformance.ts';
import { RunnerSettings } from '../../settings/runner-settings.ts';
import { openEngine } from '../images/engine.ts';
import { RUN_LABEL } from './container-request.ts';
import { DockerExecutor } from './docker-executor.ts';

// Docker's own variable says that there is an engine to test with.
if (process.env['DOCKER_HOST'] === undefined) {
  console.warn('The Docker executor is not tested: set DOCKER_HOST to the address of a container engine.');
  test.skip('the Docker executor', () => undefined);
} else {
  const engine = openEngine();
  executorConformance('the Docker executor', {
    open: () => new DockerExecutor(RunnerSettings.parse({})),
    left: async (runId) => {
      const found = await engine.listContainers({ all: true, filters: { label: [`${RUN_LABEL}=${runId}`] } });
      return found.map(({ Id: id }) => id);
    },
    patienceMs: 15_000,
  });
}
