import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { deploymentsChanged } from '@millrace/contracts/messages/serving';
import { LiveTopics } from '@millrace/messaging/topics/live-topics';

/** The processes that run this service: each looks at the deployments again when it is told that they have changed. */
@Injectable()
export class Replicas {
  /** This process. */
  readonly id = randomUUID();
  private onChange: () => void = () => undefined;
  private unsubscribe: (() => Promise<void>) | undefined;

  constructor(private readonly topics: LiveTopics) {}

  /** Tells all of them, this one at once. */
  announce(): Promise<void> {
    this.onChange();
    this.topics.publish(deploymentsChanged, [], {});
    return Promise.resolve();
  }

  /** Calls the listener for each change that is announced, until `close`. What is announced may be lost. */
  listen(onChange: () => void): void {
    this.onChange = onChange;
    this.topics.subscribe(deploymentsChanged, [], onChange).then(
      (unsubscribe) => (this.unsubscribe = unsubscribe),
      // Without it changes are seen a little later.
      () => undefined,
    );
  }

  async close(): Promise<void> {
    this.onChange = () => undefined;
    await this.unsubscribe?.();
  }
}
