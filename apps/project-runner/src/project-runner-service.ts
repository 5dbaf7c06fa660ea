import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import type { Modules } from '@millrace/service-kit/run-service';
import type { StoreSettings } from '@millrace/service-stores/store-settings';
import { stores } from '@millrace/service-stores/stores';
import { ProjectRunnerModule } from './project-runner.module.ts';
import type { RunnerSettings } from './settings/runner-settings.ts';

/** What the project runner is made of when it runs by itself. */
export function projectRunnerService(settings: RunnerSettings & ArtifactSettings & StoreSettings): Modules {
  return [...stores('project-runner', settings), ProjectRunnerModule.forRoot(settings)];
}
