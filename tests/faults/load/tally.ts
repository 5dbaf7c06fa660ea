/** What became of the requests of a load. Times in milliseconds, from the first attempt to the answer. */
export class Tally {
  acknowledged = 0;
  retried = 0;
  readonly givenUp: string[] = [];
  readonly failures = new Map<string, number>();
  #times: number[] = [];

  answered(milliseconds: number, failures: number): void {
    this.acknowledged += 1;
    if (failures > 0) this.retried += 1;
    else this.#times.push(milliseconds);
  }

  failed(why: string): void {
    // Ids and ports aside, the same failure is told of once.
    const kind = why.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4,}/g, '…').slice(0, 160);
    this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
  }

  gaveUp(why: string): void {
    this.givenUp.push(why);
  }

  /** The time within which so large a share of the requests that needed no retry was answered. */
  quantile(share: number): number {
    const sorted = this.#times.toSorted((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}
