import { setTimeout as sleep } from 'node:timers/promises';

/** A machine that is busy with other things answers late; what counts is that there is an answer, and when. */
const PROBE_TIMEOUT_MS = 8000;
const GIVE_UP_MS = 120_000;
/** So many rounds in a row must pass: one may have met the replica that nothing happened to. */
const ROUNDS = 3;

/** Asks every service for something that needs its stores, without retries. */
export class Probes {
  readonly #url: string;
  #runId = '';
  #count = 0;

  constructor(url: string) {
    this.#url = url;
  }

  async prepare(): Promise<void> {
    const { run } = (await this.#post('runs/create', { experiment_id: '0', run_name: 'probe' })) as {
      run: { info: { run_id: string } };
    };
    this.#runId = run.info.run_id;
    await this.#post('registered-models/create', { name: 'probe' });
  }

  /** Seconds until every service did its work, several times in a row; what was amiss last when that took too long. */
  async recovery(): Promise<{ readonly seconds: number; readonly waitedFor: readonly string[] }> {
    const started = performance.now();
    let passed = 0;
    let good = started;
    const waitedFor = new Set<string>();
    while (passed < ROUNDS && performance.now() - started < GIVE_UP_MS) {
      const failing = await this.#round();
      for (const each of failing) waitedFor.add(each);
      if (failing.length > 0) passed = 0;
      else if (passed++ === 0) good = performance.now();
      await sleep(100);
    }
    const seconds = passed === ROUNDS ? (good - started) / 1000 : Infinity;
    return { seconds, waitedFor: [...waitedFor] };
  }

  async #round(): Promise<string[]> {
    const step = ++this.#count;
    const probes: Record<string, () => Promise<unknown>> = {
      tracking: () =>
        this.#post('runs/log-metric', {
          run_id: this.#runId,
          key: 'probe',
          value: step,
          step,
          timestamp: step,
        }),
      registry: () =>
        this.#post('registered-models/set-tag', { name: 'probe', key: 'step', value: String(step) }),
      artifact: () => this.#ask('PUT', '/api/2.0/mlflow-artifacts/artifacts/faults/probe.bin', 'probe'),
      'project-runner': () => this.#ask('GET', '/api/millrace/project-runs?max_results=1'),
      'model-serving': () => this.#ask('GET', '/api/millrace/deployments?max_results=1'),
    };
    const outcomes = await Promise.allSettled(Object.values(probes).map((probe) => probe()));
    return Object.keys(probes).filter((_, index) => outcomes[index]?.status === 'rejected');
  }

  #post(path: string, body: object): Promise<unknown> {
    return this.#ask('POST', `/api/2.0/mlflow/${path}`, JSON.stringify(body), {
      'content-type': 'application/json',
    });
  }

  async #ask(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers,
      signal,
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }
}
