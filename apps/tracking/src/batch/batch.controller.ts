import { Controller, Req } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { LogBatch } from '@millrace/contracts/tracking/runs';
import { isArray, isString, required, rule, type Check, type Checks } from '@millrace/contracts/wire/checks';
import { readRequest } from '@millrace/contracts/wire/read-request';
import { readWireBody, type WireRequest } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { allow } from '@millrace/service-kit/security/access';
import { BatchService } from './batch.service.ts';

// The largest batch within MLflow's limits, with the longest keys and values in the widest characters, is a few megabytes.
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const MAX_ITEMS_LOOKED_AT = 10_000;

const CHECKS: Checks = {
  run_id: [isString, required],
  metrics: [isArray, everyItemHas('metrics', ['key', 'value', 'timestamp'])],
  params: [isArray, everyItemHas('params', ['key'])],
  tags: [isArray, everyItemHas('tags', ['key'])],
};

@Controller()
export class BatchController {
  constructor(private readonly batches: BatchService) {}

  @Endpoint('POST', '/api/2.0/mlflow/runs/log-batch', allow('update', 'run'), { direct: true })
  async log(@Req() httpRequest: WireRequest): Promise<string> {
    const size = (httpRequest.body as Buffer | undefined)?.length ?? 0;
    if (size > MAX_BODY_BYTES)
      throw invalidParameter(
        `Batched logging API requests must be at most ${MAX_BODY_BYTES} bytes, got a request of size ${size}.`,
      );
    const body = readWireBody(httpRequest);
    checkListLengths(body);
    await this.batches.log(readRequest(LogBatch, { method: 'POST', query: {}, body }, CHECKS));
    return '{}';
  }
}

/** A list far past the limits is refused before its items are looked at; MLflow tells first what is wrong with an item. */
function checkListLengths(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, items] of Object.entries(body))
    if (Array.isArray(items) && items.length > MAX_ITEMS_LOOKED_AT)
      throw invalidParameter(
        `A batch logging request can contain at most 1000 metrics, params, and tags. Got ${items.length} ${name}. Please split ` +
          `up ${name} across multiple requests and try again.`,
      );
}

function everyItemHas(list: string, fields: readonly string[]): Check {
  return rule((items) => {
    if (!Array.isArray(items)) return `'${list}' must be a list.`;
    for (const [index, item] of (items as unknown[]).entries()) {
      if (typeof item !== 'object' || item === null || Array.isArray(item))
        return `'${list}[${index}]' must be an object.`;
      for (const field of fields)
        if (required.test((item as Record<string, unknown>)[field]) !== true)
          return `Missing value for required parameter '${list}[${index}].${field}'.`;
    }
    return true;
  });
}
