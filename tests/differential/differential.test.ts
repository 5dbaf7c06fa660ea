import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowanceFor } from './harness/allowances.ts';
import { loadGroups } from './harness/groups.ts';
import { closeConnections } from './harness/http.ts';
import { play } from './harness/play.ts';
import { expectedAnswers } from './harness/recordings.ts';
import { titleOf } from './harness/scenario.ts';
import { isRight, judge } from './harness/verdict.ts';

interface Millrace {
  readonly url: string;
  stop(): Promise<void>;
}

async function startTarget(): Promise<Millrace> {
  const given = process.env['MILLRACE_TEST_URL'];
  if (given !== undefined) return { url: given.replace(/\/$/, ''), stop: async () => {} };
  const support = new URL('../support/millrace.ts', import.meta.url).href;
  const { startMillrace } = (await import(support)) as { startMillrace: () => Promise<Millrace> };
  return startMillrace();
}

let millrace: Millrace;
beforeAll(async () => {
  millrace = await startTarget();
}, 120_000);
afterAll(async () => {
  closeConnections();
  await millrace?.stop();
});

for (const group of await loadGroups()) {
  const expected = expectedAnswers(group.name);
  describe(group.name, () => {
    for (const scenario of group.scenarios) {
      test(
        scenario.name,
        async () => {
          const played = await play(scenario, millrace);
          const report = played.flatMap((result, index) => {
            const step = scenario.steps[index];
            if (step === undefined) return [];
            const allowance = allowanceFor(group.name, scenario.name, step);
            const verdict = judge(expected(scenario.name, index), result, allowance);
            if (isRight(verdict)) return [];
            const sent = JSON.stringify(step.raw ?? step.body ?? step.query ?? '').slice(0, 300);
            return [
              `${index + 1}. ${titleOf(step)} ${sent}`,
              ...verdict.lines.slice(0, 8).map((line) => `     ${line}`),
            ];
          });
          expect(report.slice(0, 60).join('\n')).toBe('');
        },
        120_000,
      );
    }
  });
}
