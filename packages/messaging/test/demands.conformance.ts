import { describe, expect, it } from '@jest/globals';
import { EventDemands } from '../src/demands/event-demands.ts';
import { replaceDemands, type WantedEvent } from '../src/demands/write-demands.ts';
import { eventually } from './eventually.ts';
import { unique } from './harness.ts';
import type { Harness } from './harness.ts';

export function demandConformance(harness: () => Harness): void {
  describe('demands for events', () => {
    const start = async (): Promise<EventDemands> => {
      const demands = new EventDemands(harness().broker(), harness().pool());
      harness().afterTest(() => demands.close());
      await demands.start();
      return demands;
    };
    const demand = async (
      owner: string,
      wanted: readonly WantedEvent[],
      { active = true, end = 'COMMIT' } = {},
    ): Promise<void> => {
      const client = await harness().pool().connect();
      await client.query('BEGIN');
      await replaceDemands(client, owner, wanted, active);
      await client.query(end);
      client.release();
    };
    const all = (event: string): WantedEvent => ({ event, condition: '' });

    it('are known to every process within moments, and to one that starts later', async () => {
      const [one, two] = [await start(), await start()];
      const event = unique('run.wanted');
      let changes = 0;
      one.onChange(() => (changes += 1));
      await demand('hook', [all(event), { event, condition: 'some' }]);
      for (const demands of [one, two])
        await eventually('the demand is known', () => demands.of(event).length === 2, 2000);
      expect(changes).toBe(1);
      expect((await start()).of(event)).toEqual(one.of(event));
      await demand('hook', []);
      await eventually('the demand is gone', () => one.of(event).length === 0, 2000);
    });

    it('keep their ids while they stay, and are silent while they are not active', async () => {
      const demands = await start();
      const event = unique('run.wanted');
      await demand('hook', [all(event)]);
      await eventually('the demand is known', () => demands.of(event).length === 1, 2000);
      const [before] = demands.of(event);
      await demand('hook', [all(event)], { active: false });
      await eventually('the demand is silent', () => demands.of(event).length === 0, 2000);
      await demand('hook', [all(event), { event, condition: 'more' }]);
      await eventually('it is back', () => demands.of(event).length === 2, 2000);
      expect(demands.of(event)).toContainEqual(before);
      await demand('hook', []);
    });

    it('are not known when their transaction was undone', async () => {
      const event = unique('run.wanted');
      await demand('hook', [all(event)], { end: 'ROLLBACK' });
      expect((await start()).of(event)).toEqual([]);
    });

    it('are known although the connection that tells of them was lost', async () => {
      const demands = await start();
      const event = unique('run.wanted');
      const pool = harness().pool();
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'millrace-messaging-listen'",
      );
      await demand('hook', [all(event)]);
      await eventually('the demand is known', () => demands.of(event).length === 1);
      await demand('hook', []);
    });
  });
}
