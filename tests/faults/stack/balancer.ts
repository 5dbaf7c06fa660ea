import { Relay } from './relay.ts';

export interface Backend {
  readonly port: number;
  /** The path that says whether it takes requests. */
  readonly readyPath: string;
}

const PERIOD_MS = 1000;
const TIMEOUT_MS = 2500;
/** As Kubernetes has it by default, but sooner: two failures in a row take a replica out. */
const FAILURES = 2;

/** What stands before the replicas of a service, as a Service of Kubernetes does: hands connections out to those that are ready. */
export class Balancer {
  readonly relay: Relay;
  readonly #timer: NodeJS.Timeout;

  private constructor(relay: Relay, timer: NodeJS.Timeout) {
    this.relay = relay;
    this.#timer = timer;
  }

  static async open(name: string, backends: readonly Backend[]): Promise<Balancer> {
    const failures = backends.map(() => 0);
    let turn = 0;
    const relay = await Relay.open(name, () => {
      turn += 1;
      const ports = backends.map((_, index) => backends[(index + turn) % backends.length] as Backend);
      const ready = ports.filter((each) => (failures[backends.indexOf(each)] ?? 0) < FAILURES);
      return (ready.length > 0 ? ready : ports).map(({ port }) => port);
    });
    const timer = setInterval(() => {
      for (const [index, backend] of backends.entries())
        void isReady(backend).then((ready) => (failures[index] = ready ? 0 : (failures[index] ?? 0) + 1));
    }, PERIOD_MS);
    return new Balancer(relay, timer);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.relay.close();
  }
}

export function isReady({ port, readyPath }: Backend): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}${readyPath}`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );
}
