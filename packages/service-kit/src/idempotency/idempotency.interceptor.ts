import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { IDEMPOTENCY_KEY } from './creates.ts';
import { KeyStore, requireAnswer } from './key-store.ts';
import { keyedRequest } from './keyed-request.ts';

/** Tells a client that its answer is the one that was kept. */
export const REPLAYED_HEADER = 'idempotent-replayed';

/** Carries out a request with an Idempotency-Key once; `Endpoint` puts it before the routes that make something. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Optional() private readonly store?: KeyStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (request.headers[IDEMPOTENCY_KEY] === undefined) return next.handle();
    return from(this.once(request, http.getResponse<FastifyReply>(), next));
  }

  private async once(request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<string> {
    const keyed = keyedRequest(request);
    const make = async (): Promise<string> => jsonText(await lastValueFrom(next.handle()));
    if (keyed === undefined) return make();
    if (this.store === undefined) throw noStore();
    const elsewhere = request.routeOptions.config.creates === 'elsewhere';
    const outcome = elsewhere
      ? await this.store.reserved(keyed, make)
      : await this.store.inTransaction(keyed, make);
    const { answer, replayed } = requireAnswer(outcome, keyed);
    if (replayed) void reply.header(REPLAYED_HEADER, 'true');
    return answer;
  }
}

/** A handler's result as it goes out: text is JSON already. */
function jsonText(result: unknown): string {
  return typeof result === 'string' ? result : JSON.stringify(result);
}

function noStore(): MlflowError {
  return new MlflowError(
    'FEATURE_DISABLED',
    'An Idempotency-Key needs a database to be kept in, which this service was not given: set DATABASE_URL, or leave the ' +
      'Idempotency-Key header out.',
  );
}
