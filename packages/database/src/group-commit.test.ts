import { describe, expect, it } from '@jest/globals';
import {
  AGAIN,
  ClosedError,
  GroupCommit,
  type GroupCommitOptions,
  TooMuchPendingError,
} from './group-commit.ts';

interface Write {
  readonly items: readonly string[];
  finish(results?: readonly (string | typeof AGAIN)[]): void;
  fail(error: Error): void;
}

/** A group commit whose writes the test ends by hand. */
function controlled(options: Partial<GroupCommitOptions<string>> = {}) {
  const writes: Write[] = [];
  let arrived = (): void => undefined;
  const group = new GroupCommit<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        writes.push({ items, finish: (results = items) => resolve(results), fail: reject });
        arrived();
      }),
    { maxGroup: 1000, maxPending: 10_000, ...options },
  );
  const next = async (): Promise<Write> => {
    if (writes.length === 0) await new Promise<void>((resolve) => (arrived = resolve));
    return writes.shift() as Write;
  };
  return { group, next, writes };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('writes what arrives during a write as one group, when that write has returned', async () => {
    const { group, next, writes } = controlled();
    const first = group.submit('a');
    const write = await next();
    const others = [group.submit('b'), group.submit('c'), group.submit('d')];
    await turn();
    expect(write.items).toEqual(['a']);
    expect(writes).toHaveLength(0);
    write.finish();
    expect(await first).toBe('a');
    const second = await next();
    expect(second.items).toEqual(['b', 'c', 'd']);
    second.finish(['B', 'C', 'D']);
    expect(await Promise.all(others)).toEqual(['B', 'C', 'D']);
  });

  it('acknowledges nothing before its write has returned', async () => {
    const { group, next } = controlled();
    let acknowledged = false;
    const done = group.submit('a').then(() => (acknowledged = true));
    const write = await next();
    await turn();
    expect(acknowledged).toBe(false);
    write.finish();
    await done;
    expect(acknowledged).toBe(true);
  });

  it('keeps the order in which items came', async () => {
    const seen: number[] = [];
    const group = new GroupCommit<number, number>(
      async (items) => {
        await turn();
        seen.push(...items);
        return items;
      },
      { maxGroup: 7, maxPending: 1e6 },
    );
    await Promise.all(Array.from({ length: 500 }, (_, index) => group.submit(index)));
    expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index));
  });

  it('never runs two writes at once', async () => {
    let running = 0;
    let most = 0;
    const group = new GroupCommit<number, number>(
      async (items) => {
        most = Math.max(most, ++running);
        await turn();
        running -= 1;
        return items;
      },
      { maxGroup: 3, maxPending: 1e6 },
    );
    await Promise.all(Array.from({ length: 100 }, (_, index) => group.submit(index)));
    expect(most).toBe(1);
  });

  it('bounds a group by weight, and writes a heavier item alone', async () => {
    const { group, next } = controlled({ weigh: (item) => item.length, maxGroup: 4 });
    const all = ['aa', 'bb', 'c', 'dddddd', 'e'].map((item) => group.submit(item));
    for (const expected of [['aa', 'bb'], ['c'], ['dddddd'], ['e']]) {
      const write = await next();
      expect(write.items).toEqual(expected);
      write.finish();
    }
    await Promise.all(all);
  });

  it('tries the members of a failed group alone, so that only the bad one fails', async () => {
    const written: string[] = [];
    const group = new GroupCommit<string, string>(
      async (items) => {
        await turn();
        if (items.includes('bad')) throw new Error('bad item');
        written.push(...items);
        return items;
      },
      { maxGroup: 100, maxPending: 100 },
    );
    const outcomes = await Promise.allSettled(['a', 'bad', 'b', 'c'].map((item) => group.submit(item)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(written).toEqual(['a', 'b', 'c']);
    expect(await group.submit('later')).toBe('later');
  });

  it('fails a group as a whole when what struck it is general', async () => {
    let writes = 0;
    const group = new GroupCommit<string, string>(
      async () => {
        await turn();
        writes += 1;
        throw new Error('gone');
      },
      { maxGroup: 100, maxPending: 100, isGeneral: () => true },
    );
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((item) => group.submit(item)));
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
    expect(writes).toBe(1);
  });

  it('tries a group again after a transient error, and gives up in the end', async () => {
    let failures = 2;
    let writes = 0;
    const group = new GroupCommit<string, string>(
      async (items) => {
        await turn();
        writes += 1;
        if (failures-- > 0) throw new Error('deadlock');
        return items;
      },
      { maxGroup: 100, maxPending: 100, isTransient: () => true },
    );
    expect(await Promise.all([group.submit('a'), group.submit('b')])).toEqual(['a', 'b']);
    expect(writes).toBe(3);
    failures = Infinity;
    await expect(group.submit('c')).rejects.toThrow('deadlock');
  });

  it('puts a member that must go again at the head of the next group', async () => {
    const { group, next } = controlled();
    const all = ['a', 'b'].map((item) => group.submit(item));
    const first = await next();
    all.push(group.submit('c'));
    first.finish(['a', AGAIN]);
    const second = await next();
    expect(second.items).toEqual(['b', 'c']);
    second.finish();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  });

  it('refuses more than may wait, and takes items again once there is room', async () => {
    const { group, next } = controlled({ weigh: (item) => item.length, maxPending: 5 });
    const taken = [group.submit('aaa'), group.submit('bb')];
    await expect(group.submit('c')).rejects.toBeInstanceOf(TooMuchPendingError);
    (await next()).finish();
    await Promise.all(taken);
    const heavy = group.submit('heavier than the bound');
    (await next()).finish();
    expect(await heavy).toBe('heavier than the bound');
  });

  it('writes what it took before it closes, and takes nothing more', async () => {
    const { group, next } = controlled();
    const taken = [group.submit('a')];
    const first = await next();
    taken.push(group.submit('b'));
    let drained = false;
    const draining = group.drain().then(() => (drained = true));
    await expect(group.submit('c')).rejects.toBeInstanceOf(ClosedError);
    first.finish();
    const second = await next();
    expect(second.items).toEqual(['b']);
    expect(drained).toBe(false);
    second.finish();
    await draining;
    expect(await Promise.all(taken)).toEqual(['a', 'b']);
  });
});
