import type { ReadinessCheck } from '@millrace/service-kit/health/readiness';

/** For `/ready` of a service that keeps artifacts, or fetches them. Services of one process share it: it has one name. */
export function artifactStoreCheck(check: () => Promise<unknown>): ReadinessCheck {
  return { name: 'artifact store', setting: 'MILLRACE_ARTIFACT_ROOT', check };
}
