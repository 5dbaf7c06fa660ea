import { ProjectError } from '../../mlproject/project-error.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Where pods reach the tracking server. Throws ProjectError when that is known of this machine alone. */
export function podTrackingUri(trackingUri: string, setting: string | undefined): string {
  if (setting !== undefined) return setting;
  if (!LOOPBACK.test(new URL(trackingUri).hostname)) return trackingUri;
  throw new ProjectError(
    `Pods do not reach the tracking server at ${trackingUri}: MILLRACE_RUNNER_KUBERNETES_TRACKING_URI must say where they do.`,
  );
}
