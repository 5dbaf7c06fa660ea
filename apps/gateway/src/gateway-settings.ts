import { SERVICE_URL_SETTING, type ServiceName } from '@millrace/contracts/routes';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { z } from 'zod';

const must = 'must be the address of a service, http://host:port';
const serviceUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#]+\/?$/, must)
  .optional();

export const GatewaySettings = HttpSettings.extend({
  TRACKING_URL: serviceUrl.describe('Where the tracking service is.'),
  ARTIFACT_URL: serviceUrl.describe('Where the artifact service is.'),
  REGISTRY_URL: serviceUrl.describe('Where the registry service is.'),
  MODEL_SERVING_URL: serviceUrl.describe('Where the model serving service is.'),
  PROJECT_RUNNER_URL: serviceUrl.describe('Where the project runner is.'),
  WEB_ROOT: z
    .string()
    .optional()
    .describe('The folder of a web interface to serve in place of the one that was built.'),
});
export type GatewaySettings = z.infer<typeof GatewaySettings>;

/** The services that were given, by name. */
export function upstreamUrls(settings: GatewaySettings): Map<ServiceName, string> {
  const urls = new Map<ServiceName, string>();
  for (const [service, setting] of Object.entries(SERVICE_URL_SETTING)) {
    const url = settings[setting as keyof GatewaySettings];
    if (typeof url === 'string') urls.set(service as ServiceName, url.replace(/\/$/, ''));
  }
  return urls;
}
