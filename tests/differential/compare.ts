// Replays the recorded scenarios against a server and says where its answers differ from MLflow's.
//   node tests/differential/compare.ts URL [--group NAME] [--only PART_OF_NAME] [--verbose] [--hide-messages]
// `--mlflow` says that URL is an MLflow server itself, where a recorded failure (5xx) is right.
import { parseArgs } from 'node:util';
import { allowanceFor } from './harness/allowances.ts';
import { loadGroups } from './harness/groups.ts';
import { closeConnections } from './harness/http.ts';
import { play } from './harness/play.ts';
import { expectedAnswers } from './harness/recordings.ts';
import { titleOf } from './harness/scenario.ts';
import { isRight, judge, type Kind } from './harness/verdict.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    group: { type: 'string' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    mlflow: { type: 'boolean', default: false },
    allowed: { type: 'boolean', default: false },
    'hide-messages': { type: 'boolean', default: false },
  },
});
const url = positionals[0]?.replace(/\/$/, '');
if (url === undefined)
  throw new Error('usage: compare.ts URL [--group NAME] [--only PART_OF_NAME] [--verbose]');

const summary: Record<string, Record<Kind, number>> = {};
for (const group of await loadGroups(values.group)) {
  const expected = expectedAnswers(group.name);
  const counts = (summary[group.name] = { identical: 0, allowed: 0, message: 0, different: 0 });
  for (const scenario of group.scenarios.filter(({ name }) => name.includes(values.only ?? ''))) {
    const played = await play(scenario, { url });
    for (const [index, result] of played.entries()) {
      const step = scenario.steps[index];
      if (step === undefined) continue;
      const allowance = allowanceFor(group.name, scenario.name, step);
      const verdict = judge(expected(scenario.name, index), result, allowance, values.mlflow);
      counts[verdict.kind] += 1;
      if (verdict.kind === 'allowed' && values.allowed)
        console.log(
          `${group.name} > ${scenario.name} > ${index + 1}. ${titleOf(step)}\n    allowed: ${allowance?.why ?? 'FastAPI words it'}`,
        );
      if (isRight(verdict) || (verdict.kind === 'message' && values['hide-messages'])) continue;
      console.log(`${group.name} > ${scenario.name} > ${index + 1}. ${titleOf(step)}`);
      if (values.verbose)
        console.log(`    sent ${JSON.stringify(step.query ?? step.raw ?? step.body)?.slice(0, 2000)}`);
      for (const line of verdict.lines.slice(0, values.verbose ? 100 : 6)) console.log(`    ${line}`);
    }
  }
}
closeConnections();
console.table(summary);
process.exitCode = Object.values(summary).every(({ message, different }) => message + different === 0)
  ? 0
  : 1;
