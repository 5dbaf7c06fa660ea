import type { Modules } from '@millrace/service-kit/run-service';
import type { StoreSettings } from '@millrace/service-stores/store-settings';
import { stores } from '@millrace/service-stores/stores';
import { TrackingModule } from './tracking.module.ts';

/** What tracking is made of when it runs by itself. */
export function trackingService(settings: StoreSettings): Modules {
  return [...stores('tracking', settings), TrackingModule];
}
