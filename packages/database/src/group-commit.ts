/** A member's result that says: not this time. The member goes first in the next group. */
export const AGAIN = Symbol('again');

export interface GroupCommitOptions<Item> {
  /** How much of the bounds below an item takes: 1, unless items differ much in size. */
  readonly weigh?: (item: Item) => number;
  /** The weight of one group at most; a heavier item makes a group of its own. */
  readonly maxGroup: number;
  /** The weight of all that waits or is being written, at most. Past it, `submit` refuses: memory stays bounded. */
  readonly maxPending: number;
  /** Whether an error of a group may be tried again as it is (a deadlock). */
  readonly isTransient?: (error: unknown) => boolean;
  /** Whether an error struck the group as a whole (the database is gone), so that trying its members singly is of no use. */
  readonly isGeneral?: (error: unknown) => boolean;
}

/** More waits to be written than memory is set aside for. Nothing of the item was written: the caller may send it again. */
export class TooMuchPendingError extends Error {}
/** The service is shutting down. Nothing of the item was written. */
export class ClosedError extends Error {}

interface Member<Item, Result> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const TRANSIENT_TRIES = 5;

/**
 * Lets concurrent writes share one durable statement. One group is written at a time; what arrives meanwhile is the next
 * group, written as soon as the one before returns, so a lone write waits for nobody and many cost one commit. Items are
 * written in the order they came, and a promise resolves only after `write` returned, which is after the commit.
 *
 * `write` gets a group and returns a result for each of its members, in order. When it throws, each member is tried alone, so
 * that what is wrong with one never fails its neighbours; `write` must therefore be atomic, or safe to repeat.
 */
export class GroupCommit<Item, Result> {
  private readonly waiting: Member<Item, Result>[] = [];
  private pendingWeight = 0;
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly (Result | typeof AGAIN)[]>,
    private readonly options: GroupCommitOptions<Item>,
  ) {}

  /** Resolves with the item's result once it is durable. Rejects with TooMuchPendingError or ClosedError before anything is written. */
  submit(item: Item): Promise<Result> {
    const weight = this.options.weigh?.(item) ?? 1;
    if (this.closed) return Promise.reject(new ClosedError('Shutting down: nothing more is written'));
    // A single item may be heavier than the bound, else it could never be written.
    if (this.pendingWeight > 0 && this.pendingWeight + weight > this.options.maxPending)
      return Promise.reject(new TooMuchPendingError('Too many writes are waiting; send it again later'));
    this.pendingWeight += weight;
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ item, weight, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Refuses what comes from now on and resolves when all that was taken is written. */
  async drain(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    // The rest of what this turn of the event loop brings in joins the first group.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const group = this.nextGroup();
      const again = await this.writeGroup(group);
      this.waiting.unshift(...again);
    }
    this.running = undefined;
  }

  private nextGroup(): Member<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const member of this.waiting) {
      weight += member.weight;
      if (count > 0 && weight > this.options.maxGroup) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  /** Settles the members and returns those that have to go again. */
  private async writeGroup(group: readonly Member<Item, Result>[]): Promise<Member<Item, Result>[]> {
    let results: readonly (Result | typeof AGAIN)[];
    try {
      results = await this.writeWithTries(group.map((member) => member.item));
    } catch (error) {
      if (group.length === 1 || this.options.isGeneral?.(error)) {
        for (const member of group) this.settle(member, () => member.reject(error));
        return [];
      }
      const again: Member<Item, Result>[] = [];
      for (const member of group) again.push(...(await this.writeGroup([member])));
      return again;
    }
    const again: Member<Item, Result>[] = [];
    for (const [index, member] of group.entries()) {
      const result = results[index];
      if (result === AGAIN) again.push(member);
      else this.settle(member, () => member.resolve(result as Result));
    }
    return again;
  }

  private async writeWithTries(items: readonly Item[]): Promise<readonly (Result | typeof AGAIN)[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.write(items);
      } catch (error) {
        if (attempt === TRANSIENT_TRIES || !this.options.isTransient?.(error)) throw error;
      }
    }
  }

  private settle(member: Member<Item, Result>, how: () => void): void {
    this.pendingWeight -= member.weight;
    how();
  }
}
