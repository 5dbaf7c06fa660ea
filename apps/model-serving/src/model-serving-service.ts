import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import type { Modules } from '@millrace/service-kit/run-service';
import type { StoreSettings } from '@millrace/service-stores/store-settings';
import { stores } from '@millrace/service-stores/stores';
import { ModelServingModule } from './model-serving.module.ts';
import type { ServingSettings } from './settings/serving-settings.ts';

/** What model serving is made of when it runs by itself. */
export function modelServingService(settings: ServingSettings & ArtifactSettings & StoreSettings): Modules {
  return [...stores('model-serving', settings), ModelServingModule.forRoot(settings)];
}
