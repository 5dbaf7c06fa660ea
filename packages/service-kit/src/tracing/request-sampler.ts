import { type Attributes, type Context, type Link, SpanKind } from '@opentelemetry/api';
import {
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

/** Traces begin with requests: what queues do by themselves, such as looking for work, would fill a collector with nothing. */
export class RequestSampler implements Sampler {
  private readonly ofRequests: Sampler;

  constructor(ratio: number) {
    this.ofRequests = new TraceIdRatioBasedSampler(ratio);
  }

  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    if (kind !== SpanKind.SERVER) return { decision: SamplingDecision.NOT_RECORD };
    return this.ofRequests.shouldSample(context, traceId, name, kind, attributes, links);
  }

  toString(): string {
    return `RequestSampler{${this.ofRequests.toString()}}`;
  }
}
