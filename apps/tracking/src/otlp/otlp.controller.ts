import { Controller, Headers, Logger, Req, Res } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TracesService } from '../traces/traces.service.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { CannotInflate, inflateBody } from './inflate.ts';
import { LogSpansService } from './log-spans.service.ts';
import { MalformedOtlp } from './otlp-span.ts';
import { loadCosts } from './span-cost.ts';
import { type StoredSpan, toStoredSpan, UnusableSpan } from './stored-span.ts';

/** An answer in the form of the framework that serves this route in MLflow: `{"detail": …}`. */
class Refusal extends Error {
  constructor(
    readonly status: 400 | 422,
    readonly detail: unknown,
  ) {
    super(String(detail));
  }
}

/** OpenTelemetry's protocol over HTTP (OTLP), by which clients send spans: protobuf or JSON, compressed or not. */
@Controller()
export class OtlpController {
  private readonly logger = new Logger('otlp');

  constructor(
    private readonly spans: LogSpansService,
    private readonly traces: TracesService,
  ) {}

  @Endpoint('POST', '/v1/traces', allow('update', 'experiment'))
  async export(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('x-mlflow-experiment-id') experimentId: string | undefined,
    @Headers('x-mlflow-run-id') runId: string | undefined,
  ): Promise<void> {
    try {
      const spans = await readSpans(request, experimentId);
      await this.spans.log(experimentId ?? '', spans);
      if (runId) await this.link(spans, runId);
      // An ExportTraceServiceResponse that says nothing is no bytes at all.
      await reply.status(200).header('content-type', 'application/x-protobuf').send(Buffer.alloc(0));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await reply
        .status(error.status)
        .header('content-type', 'application/json')
        .send(JSON.stringify({ detail: error.detail }));
    }
  }

  /** Links the traces whose root came; the spans are stored already, so that a failure here is only told in the log. */
  private async link(spans: readonly StoredSpan[], runId: string): Promise<void> {
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === null);
    const traceIds = [...new Set(roots.map(({ traceId }) => traceId))];
    await this.traces.linkToRun(traceIds, runId).catch((error: unknown) => {
      this.logger.error(`Traces could not be linked to run ${runId}: ${String(error)}`);
    });
  }
}

async function readSpans(request: FastifyRequest, experimentId: string | undefined): Promise<StoredSpan[]> {
  if (experimentId === undefined)
    throw new Refusal(422, [
      { type: 'missing', loc: ['header', 'x-mlflow-experiment-id'], msg: 'Field required', input: null },
    ]);
  const contentType = request.headers['content-type'];
  const mediaType = contentType?.split(';')[0]?.trim();
  if (mediaType !== 'application/x-protobuf' && mediaType !== 'application/json')
    throw new Refusal(
      400,
      `Invalid Content-Type: ${contentType ?? 'None'}. Expected: application/x-protobuf or application/json`,
    );
  try {
    const given = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const body = await inflateBody(given, request.headers['content-encoding']);
    const all = mediaType === 'application/json' ? decodeJson(body) : decodeProtobuf(body);
    if (all.length === 0) throw new Refusal(400, 'Invalid OpenTelemetry format - no spans found');
    const costOf = await loadCosts();
    return all.flatMap(({ resource, spans }) => spans.map((span) => toStoredSpan(span, resource, costOf)));
  } catch (error) {
    if (error instanceof CannotInflate) throw new Refusal(400, error.message);
    if (error instanceof MalformedOtlp) throw new Refusal(400, 'Invalid OpenTelemetry format');
    if (error instanceof UnusableSpan)
      throw new Refusal(422, 'Cannot convert OpenTelemetry span to MLflow span');
    throw error;
  }
}
