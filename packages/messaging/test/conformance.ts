import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { demandConformance } from './demands.conformance.ts';
import { durabilityConformance } from './durability.conformance.ts';
import { eventConformance } from './events.conformance.ts';
import { Harness } from './harness.ts';
import { jobConformance } from './jobs.conformance.ts';
import { nestConformance } from './nest.conformance.ts';
import { requestConformance } from './requests.conformance.ts';
import { topicConformance } from './topics.conformance.ts';

/** What messaging promises, on either store. */
export function conformance(kind: 'redis' | 'postgres'): void {
  describe(`messaging on ${kind}`, () => {
    let started: Harness | undefined;
    const harness = (): Harness => {
      if (!started) throw new Error('The store has not been started');
      return started;
    };

    beforeAll(async () => {
      started = await Harness.start(kind);
    });
    afterEach(() => started?.cleanUp());
    afterAll(() => started?.stop());

    // First, because BullMQ's 5 s timers after a lost connection cannot be stopped, and would hold up Jest's exit.
    durabilityConformance(harness);
    requestConformance(harness);
    eventConformance(harness);
    demandConformance(harness);
    jobConformance(harness);
    topicConformance(harness);
    nestConformance(harness);
  });
}
