import { randomUUID } from 'node:crypto';
import type { Worker, WorkerContext } from './worker.ts';

const VERSIONS_OF_A_MODEL = 200;

interface ModelVersion {
  readonly version: string;
  readonly description?: string;
}

/**
 * Registers versions of a model, each under a key of its own, and moves an alias to them: a version for each key, numbered without
 * gaps, and the alias on the last one.
 */
export class Versions implements Worker {
  readonly kind = 'model versions';
  readonly #context: WorkerContext;
  readonly #models: string[] = [];
  /** By what was sent as the description: the version's number, when it was acknowledged. */
  readonly #sent = new Map<string, string | undefined>();
  readonly #moves = new Map<string, { last: number; sent: number }>();
  acknowledged = 0;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  async prepare(): Promise<void> {
    const name = `faults-${this.#context.id}-${this.#models.length}`;
    await this.#context.http.json(
      'POST',
      '/api/2.0/mlflow/registered-models/create',
      { name },
      { 'idempotency-key': randomUUID() },
    );
    this.#models.push(name);
    this.#moves.set(name, { last: 0, sent: 0 });
  }

  async step(): Promise<void> {
    const { http } = this.#context;
    if (this.#sent.size >= this.#models.length * VERSIONS_OF_A_MODEL) await this.prepare();
    const name = this.#models.at(-1) ?? '';
    const description = `${name} ${this.#sent.size}`;
    this.#sent.set(description, undefined);
    const body = { name, source: 's3://bucket/model', description };
    const { model_version: made } = await http.json<{ model_version: ModelVersion }>(
      'POST',
      '/api/2.0/mlflow/model-versions/create',
      body,
      {
        'idempotency-key': randomUUID(),
      },
    );
    this.#sent.set(description, made.version);
    this.acknowledged += 1;
    const moves = this.#moves.get(name) ?? { last: 0, sent: 0 };
    moves.sent = Number(made.version);
    await http.json('POST', '/api/2.0/mlflow/registered-models/alias', {
      name,
      alias: 'champion',
      version: made.version,
    });
    moves.last = Number(made.version);
    const seen = await this.#champion(name);
    if (seen < moves.last)
      throw new Error(`lost: the alias moved to ${moves.last}, and ${seen} is read right after`);
  }

  async check(): Promise<string[]> {
    const faults: string[] = [];
    const there = new Map<string, string[]>();
    for (const name of this.#models) {
      const versions = await this.#versions(name);
      const numbers = versions.map(({ version }) => Number(version)).toSorted((one, other) => one - other);
      if (numbers.some((number, index) => number !== index + 1))
        faults.push(`${name} has the versions ${numbers.join(', ')}`);
      for (const { description = '', version } of versions)
        there.set(description, [...(there.get(description) ?? []), version]);
      const { last, sent } = this.#moves.get(name) ?? { last: 0, sent: 0 };
      const seen = last === 0 ? 0 : await this.#champion(name);
      if (last > 0 && seen !== last && seen !== sent)
        faults.push(`lost: the alias of ${name} is on ${seen}; it was moved to ${last}`);
    }
    for (const [description, version] of this.#sent) {
      const kept = there.get(description) ?? [];
      if (kept.length > 1) faults.push(`doubled: ${description} is there as the versions ${kept.join(', ')}`);
      if (version !== undefined && !kept.includes(version))
        faults.push(`lost: version ${version} of ${description}`);
    }
    return faults;
  }

  async #versions(name: string): Promise<ModelVersion[]> {
    const query = new URLSearchParams({ filter: `name = '${name}'`, max_results: '10000' });
    const path = `/api/2.0/mlflow/model-versions/search?${query.toString()}`;
    return (
      (await this.#context.http.json<{ model_versions?: ModelVersion[] }>('GET', path)).model_versions ?? []
    );
  }

  async #champion(name: string): Promise<number> {
    const path = `/api/2.0/mlflow/registered-models/alias?name=${name}&alias=champion`;
    return Number(
      (await this.#context.http.json<{ model_version: ModelVersion }>('GET', path)).model_version.version,
    );
  }
}
