import { createHash } from 'node:crypto';
import type { Answer } from './http.ts';
import { GaveUp } from './http.ts';
import type { Worker, WorkerContext } from './worker.ts';

const MOST_BYTES = 3_000_000;
const MOST_FILES = 60;

interface Version {
  readonly bytes: number;
  readonly number: number;
}

/** Uploads files, over one another too, and downloads them: each is whole, and what was uploaded last. */
export class Artifacts implements Worker {
  readonly kind = 'artifacts';
  readonly #context: WorkerContext;
  readonly #sent = new Map<string, Version[]>();
  readonly #kept = new Map<string, number>();
  #count = 0;
  acknowledged = 0;

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  async prepare(): Promise<void> {
    // There is nothing to make first.
  }

  async step(): Promise<void> {
    const { http, random, id } = this.#context;
    const path = `faults/${id}/${random.whole(1, MOST_FILES)}.bin`;
    const number = ++this.#count;
    const bytes = Math.ceil(random.next() ** 4 * MOST_BYTES);
    const versions = this.#sent.get(path) ?? [];
    this.#sent.set(path, [...versions, { bytes, number }]);
    await http.send('PUT', urlOf(path), content(path, { bytes, number }));
    this.#kept.set(path, number);
    this.acknowledged += 1;
    const fault = await this.#faultOf(random.pick([...this.#kept.keys()]));
    if (fault !== undefined) throw new Error(fault);
  }

  async check(): Promise<string[]> {
    const faults: string[] = [];
    for (const path of this.#sent.keys()) {
      const fault = await this.#faultOf(path);
      if (fault !== undefined) faults.push(fault);
    }
    return faults;
  }

  async #faultOf(path: string): Promise<string | undefined> {
    const kept = this.#kept.get(path) ?? 0;
    const answer = await this.#download(path);
    if (answer === undefined) return kept === 0 ? undefined : `lost: ${path}`;
    const there = (this.#sent.get(path) ?? []).find(
      (version) => digest(content(path, version)) === digest(answer.body),
    );
    if (there === undefined) return `half: ${path} has ${answer.body.length} bytes that nobody sent`;
    return there.number >= kept
      ? undefined
      : `lost: ${path} is its version ${there.number}; ${kept} was acknowledged`;
  }

  async #download(path: string): Promise<Answer | undefined> {
    try {
      return await this.#context.http.send('GET', urlOf(path));
    } catch (error) {
      if (error instanceof GaveUp && error.message.includes(': 404 ')) return undefined;
      throw error;
    }
  }
}

const urlOf = (path: string): string => `/api/2.0/mlflow-artifacts/artifacts/${path}`;

/** What a version consists of: other bytes for each, which one can make again. */
function content(path: string, { bytes, number }: Version): Buffer {
  return Buffer.alloc(bytes, createHash('sha512').update(`${path} ${number}`).digest());
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
