import { Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, OnApplicationShutdown } from '@nestjs/common';
import { Broker } from '../broker/broker.ts';
import { assertQueueName } from '../definitions/definition-name.ts';
import { EventDemands } from '../demands/event-demands.ts';
import { OutboxPublisher } from '../events/outbox-publisher.ts';
import { JobQueues } from '../jobs/job-queues.ts';
import type { MessagingOptions, OutboxOptions } from '../messaging-options.ts';
import { LiveTopics } from '../topics/live-topics.ts';
import { MessagingClient } from './messaging-client.ts';
import { MessagingServer } from './messaging-server.ts';
import { throttledReport } from './throttled-report.ts';

export interface MessagingModuleOptions extends MessagingOptions {
  /** Whose requests and subscriptions these are, for example `registry`. */
  readonly service: string;
  /** Given by a service that writes events: it then also publishes them. */
  readonly outbox?: OutboxOptions;
}

const OPTIONS = Symbol('messaging options');
const OUTBOX = Symbol('outbox publisher');

const providers: FactoryProvider[] = [
  {
    provide: Broker,
    inject: [OPTIONS],
    useFactory: (options: MessagingModuleOptions) =>
      new Broker({ ...options, onError: options.onError ?? throttledReport(new Logger('Messaging')) }),
  },
  {
    provide: MessagingServer,
    inject: [Broker, OPTIONS],
    useFactory: (broker: Broker, { service }: MessagingModuleOptions) => {
      assertQueueName('service', service);
      return new MessagingServer(broker, service);
    },
  },
  { provide: MessagingClient, inject: [Broker], useFactory: (broker: Broker) => new MessagingClient(broker) },
  { provide: JobQueues, inject: [Broker], useFactory: (broker: Broker) => new JobQueues(broker) },
  { provide: LiveTopics, inject: [Broker], useFactory: (broker: Broker) => new LiveTopics(broker) },
  {
    provide: OUTBOX,
    inject: [Broker, OPTIONS],
    useFactory: (broker: Broker, { outbox }: MessagingModuleOptions) =>
      outbox && new OutboxPublisher(broker, outbox.pool),
  },
  {
    provide: EventDemands,
    inject: [Broker, OPTIONS],
    useFactory: (broker: Broker, { outbox }: MessagingModuleOptions) =>
      outbox && new EventDemands(broker, outbox.pool),
  },
];

/**
 * Provides Broker (`ping()` for /ready), MessagingClient, MessagingServer, JobQueues and LiveTopics, and with an outbox
 * EventDemands, once for the whole process. Closes them when the application shuts down: after the HTTP server, before what `onApplicationShutdown` of
 * modules imported earlier closes, so a database pool given as `outbox.pool` must be ended there or later.
 */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  readonly #broker: Broker;
  readonly #server: MessagingServer;
  readonly #client: MessagingClient;
  readonly #jobs: JobQueues;
  readonly #outbox: OutboxPublisher | undefined;
  readonly #demands: EventDemands | undefined;

  constructor(
    broker: Broker,
    server: MessagingServer,
    client: MessagingClient,
    jobs: JobQueues,
    @Inject(OUTBOX) outbox: OutboxPublisher | undefined,
    @Inject(EventDemands) demands: EventDemands | undefined,
  ) {
    this.#broker = broker;
    this.#server = server;
    this.#client = client;
    this.#jobs = jobs;
    this.#outbox = outbox;
    this.#demands = demands;
  }

  static forRoot(options: MessagingModuleOptions): DynamicModule {
    return MessagingModule.forRootAsync({ useFactory: () => options });
  }

  /** As `forRoot`, with options made from other providers. */
  static forRootAsync(
    options: Pick<FactoryProvider<MessagingModuleOptions>, 'useFactory' | 'inject'> &
      Pick<DynamicModule, 'imports'>,
  ): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: options.imports ?? [],
      providers: [
        { provide: OPTIONS, useFactory: options.useFactory, inject: options.inject ?? [] },
        ...providers,
      ],
      exports: [Broker, MessagingServer, MessagingClient, JobQueues, LiveTopics, EventDemands],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.#server.close(),
      this.#jobs.close(),
      this.#outbox?.close(),
      this.#demands?.close(),
    ]);
    this.#client.close();
    await this.#broker.close();
  }
}
