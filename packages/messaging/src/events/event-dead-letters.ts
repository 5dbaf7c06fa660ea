import type { Broker, BrokerQueue } from '../broker/broker.ts';
import { eventQueueName } from './event-envelope.ts';
import type { EventEnvelope } from './event-envelope.ts';

/** An event that a service could not handle. */
export interface DeadEvent extends EventEnvelope {
  readonly id: string;
  readonly name: string;
  readonly error: string;
}

/** The events that one service failed to handle. They stay until requeued or removed. */
export class EventDeadLetters {
  readonly #queue: BrokerQueue;

  constructor(broker: Broker, service: string) {
    this.#queue = broker.queue(eventQueueName(service));
  }

  /** The latest first; `start` and `end` are inclusive positions. */
  async list(start = 0, end = 99): Promise<DeadEvent[]> {
    const jobs = await this.#queue.getJobs(['failed'], start, end);
    return jobs.map((job) => ({
      ...(job.data as EventEnvelope),
      id: job.id ?? '',
      name: job.name,
      error: job.failedReason ?? '',
    }));
  }

  /** Delivers the event again, after those that wait already. Says whether it was there. */
  async requeue(id: string): Promise<boolean> {
    const job = await this.#queue.getJob(id);
    if (!job || !(await job.isFailed())) return false;
    await job.retry('failed');
    return true;
  }
}
