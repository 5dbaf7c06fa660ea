import { z } from 'zod';

const ratio = 'must be a number from 0 to 1';

/** Named as OpenTelemetry's specification has them. */
export const TracingSettings = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url('must be the address of an OpenTelemetry collector, http://host:4318')
    .optional()
    .describe(
      'The OpenTelemetry collector that traces are sent to, by OTLP over HTTP, such as http://collector:4318; nothing is traced unless given.',
    ),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number(ratio)
    .min(0, ratio)
    .max(1, ratio)
    .default(1)
    .describe(
      'The share of requests that is traced, from 0 to 1; of those that come with a traceparent, that decides.',
    ),
});
export type TracingSettings = z.infer<typeof TracingSettings>;
