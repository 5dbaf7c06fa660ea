const MAX_ENTRIES = 10_000;

/** Remembers the answers to a question that has one answer for ever, the most recently used of them. */
export class Remembered {
  readonly #answers = new Map<string, string>();

  /** Failures are not remembered. */
  async get(key: string, ask: () => Promise<string>): Promise<string> {
    const known = this.#answers.get(key);
    const answer = known ?? (await ask());
    // Set anew, it is the youngest entry of the map.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MAX_ENTRIES && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
