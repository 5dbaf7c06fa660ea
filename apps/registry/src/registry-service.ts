import type { Modules } from '@millrace/service-kit/run-service';
import type { StoreSettings } from '@millrace/service-stores/store-settings';
import { stores } from '@millrace/service-stores/stores';
import { RegistryModule } from './registry.module.ts';
import type { RegistrySettings } from './settings/registry-settings.ts';

/** What the registry is made of when it runs by itself. */
export function registryService(settings: RegistrySettings & StoreSettings): Modules {
  return [...stores('registry', settings), RegistryModule.forRoot(settings)];
}
