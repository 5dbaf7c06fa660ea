import { BaseRpcContext } from '@nestjs/microservices';
import type { EventInfo } from '../events/event-consumer.ts';
import type { RequestInfo } from '../requests/request-consumer.ts';

/** What `@Ctx()` gives a message handler. */
export class RequestContext extends BaseRpcContext<[RequestInfo]> {
  constructor(info: RequestInfo) {
    super([info]);
  }

  get request(): RequestInfo {
    return this.args[0];
  }
}

/** What `@Ctx()` gives an event handler. */
export class EventContext extends BaseRpcContext<[EventInfo]> {
  constructor(info: EventInfo) {
    super([info]);
  }

  get event(): EventInfo {
    return this.args[0];
  }
}
