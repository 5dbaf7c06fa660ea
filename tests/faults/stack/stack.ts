import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../packages/database/test/free-port.ts';
import { Balancer } from './balancer.ts';
import { Clock } from './clock.ts';
import type { Daemon } from './daemon.ts';
import { PostgresTarget } from './postgres.ts';
import { Relay } from './relay.ts';
import { readyPath, replica, type ServiceName, SERVICES } from './service.ts';
import { SmallDisk } from './small-disk.ts';
import { minio, redis, S3_SETTINGS } from './stores.ts';
import { kill, type Target } from './target.ts';

/** Replicas of a service: the first of each stand on one host, the second on another, each host with a network of its own. */
const HOSTS = ['a', 'b'] as const;
const ARTIFACT_MEGABYTES = 2048;

export interface Replica {
  readonly service: ServiceName;
  readonly target: Daemon;
  readonly clock: Clock | undefined;
}

/** Everything of an installation, two replicas of each service, as processes of their own. */
export class Stack {
  readonly folder: string;
  readonly replicas: Replica[] = [];
  readonly stores: Target[] = [];
  /** What lies between a host and a store, or between the gateways and a service. */
  readonly network: Relay[] = [];
  disk: SmallDisk | undefined;
  /** The address of the gateways. */
  url = '';
  databaseUrl = '';
  #balancers: Balancer[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start(report: (line: string) => void): Promise<Stack> {
    const stack = new Stack(await mkdtemp(join(tmpdir(), 'millrace-faults-')));
    try {
      await stack.#startStores();
      await stack.#startServices();
    } catch (error) {
      report(`The logs are in ${stack.folder}`);
      await stack.stop({ keep: true });
      throw error;
    }
    return stack;
  }

  get targets(): Target[] {
    return [...this.stores, ...this.replicas.map(({ target }) => target)];
  }

  /** The relay of this name. */
  relay(name: string): Relay {
    const relay = this.network.find((each) => each.name === name);
    if (relay === undefined) throw new Error(`there is no ${name}`);
    return relay;
  }

  async stop({ keep }: { readonly keep: boolean }): Promise<void> {
    await Promise.all(this.replicas.map(({ target }) => Promise.race([target.stop(), after(20_000)])));
    for (const { target } of this.replicas) await kill(target);
    await Promise.all(this.stores.map((store) => store.stop()));
    for (const balancer of this.#balancers) await balancer.close();
    for (const relay of this.network) await relay.close();
    this.disk?.unmount();
    if (!keep) await rm(this.folder, { recursive: true, force: true });
  }

  async #startStores(): Promise<void> {
    const data = join(this.folder, 'artifacts');
    this.disk = await SmallDisk.mount(data, ARTIFACT_MEGABYTES);
    const ports = { postgres: await freePort(), redis: await freePort(), minio: await freePort() };
    this.stores.push(
      new PostgresTarget(this.folder, ports.postgres),
      redis(this.folder, ports.redis),
      minio(this.folder, data, ports.minio),
    );
    await Promise.all(this.stores.map((store) => store.start()));
    this.databaseUrl = databaseAt(ports.postgres);
    for (const host of HOSTS)
      for (const [store, port] of Object.entries(ports))
        this.network.push(await Relay.open(`host ${host} to ${store}`, () => [port]));
  }

  async #startServices(): Promise<void> {
    const behind: Partial<Record<ServiceName, number>> = {};
    for (const service of SERVICES) {
      const backends = await Promise.all(
        HOSTS.map(async (host) => ({ host, port: await freePort(), readyPath: readyPath(service) })),
      );
      const balancer = await Balancer.open(`gateways to ${service}`, backends);
      this.#balancers.push(balancer);
      if (service !== 'gateway') this.network.push(balancer.relay);
      behind[service] = balancer.relay.port;
      for (const { host, port } of backends) {
        const name = `${service}-${host}`;
        const clock = await Clock.make(join(this.folder, `${name}.clock`));
        const environment = { ...this.#environment(service, host, name, behind), ...clock?.environment };
        const target = replica({ service, name, port, environment, folder: this.folder });
        this.replicas.push({ service, target, clock });
      }
    }
    // All at once, on an empty database.
    await Promise.all(this.replicas.map(({ target }) => target.start()));
    this.url = `http://127.0.0.1:${behind.gateway}`;
  }

  #environment(
    service: ServiceName,
    host: string,
    name: string,
    behind: Partial<Record<ServiceName, number>>,
  ): NodeJS.ProcessEnv {
    const port = (store: string): number => this.relay(`host ${host} to ${store}`).port;
    const url = (of: ServiceName): string => `http://127.0.0.1:${behind[of]}`;
    // As a load balancer needs it to notice that a replica leaves.
    const all = { MILLRACE_DRAIN_SECONDS: '3' };
    if (service === 'gateway')
      return {
        ...all,
        TRACKING_URL: url('tracking'),
        ARTIFACT_URL: url('artifact'),
        REGISTRY_URL: url('registry'),
        PROJECT_RUNNER_URL: url('project-runner'),
        MODEL_SERVING_URL: url('model-serving'),
      };
    return {
      ...all,
      DATABASE_URL: databaseAt(port('postgres')),
      REDIS_URL: `redis://127.0.0.1:${port('redis')}`,
      S3_ENDPOINT: `http://127.0.0.1:${port('minio')}`,
      ...S3_SETTINGS,
      MILLRACE_RUNNER_FOLDER: join(this.folder, name),
      MILLRACE_SERVING_FOLDER: join(this.folder, name),
      MILLRACE_RUNNER_TRACKING_URI: url('tracking'),
      MILLRACE_RUNNER_RETRY_SECONDS: '1',
    };
  }
}

function databaseAt(port: number): string {
  return `postgresql://millrace@127.0.0.1:${port}/millrace`;
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
