// Plays every scenario on a fresh MLflow server and writes its answers to recordings/.
//   node tests/differential/record.ts [--group NAME] [--url RUNNING_SERVER]
//   node tests/differential/record.ts --database postgresql+psycopg2://…   writes where PostgreSQL differs
import { parseArgs } from 'node:util';
import { loadGroups, type Group } from './harness/groups.ts';
import { closeConnections } from './harness/http.ts';
import { listRoutes, startOracle } from './harness/oracle.ts';
import { isFailure, notSent, type Outcome } from './harness/outcome.ts';
import { play, type Target } from './harness/play.ts';
import { readRecording, readVariants, writeRecording, writeVariants } from './harness/recordings.ts';
import { titleOf, type Scenario } from './harness/scenario.ts';

const { values } = parseArgs({
  options: { group: { type: 'string' }, database: { type: 'string' }, url: { type: 'string' } },
});

/** An MLflow failure is recorded as such: what it says is a traceback or an HTML page. */
const withoutFailures = (outcome: Outcome): Outcome =>
  isFailure(outcome.status) ? { step: outcome.step, status: outcome.status } : outcome;

async function record(scenario: Scenario, target: Target, mayBeRefused: boolean): Promise<Outcome[]> {
  const played = await play(scenario, target);
  return scenario.steps.map((step, index) => {
    const result = played[index];
    if (result !== undefined && 'outcome' in result) return withoutFailures(result.outcome);
    if (mayBeRefused) return { step: titleOf(step), status: notSent };
    throw new Error(`"${scenario.name}", step ${index + 1} (${titleOf(step)}): ${result?.failure}`);
  });
}

async function recordGroup(group: Group, target: Target): Promise<void> {
  const recording: Record<string, Outcome[]> = {};
  for (const scenario of group.scenarios) recording[scenario.name] = await record(scenario, target, false);
  writeRecording(group.name, recording);
  const outcomes = Object.values(recording).flat();
  const failures = outcomes.filter(({ status }) => isFailure(status)).length;
  console.log(
    `${group.name}: ${group.scenarios.length} scenarios, ${outcomes.length} steps, ${failures} MLflow failures`,
  );
}

async function recordVariants(groups: readonly Group[], target: Target): Promise<void> {
  const all: Record<string, Record<string, Record<string, Outcome>>> = { ...readVariants() };
  for (const group of groups) {
    const recording = readRecording(group.name);
    const found: Record<string, Record<string, Outcome>> = {};
    for (const scenario of group.scenarios) {
      for (const [index, outcome] of (await record(scenario, target, true)).entries()) {
        if (JSON.stringify(outcome) === JSON.stringify(recording[scenario.name]?.[index])) continue;
        (found[scenario.name] ??= {})[index] = outcome;
      }
    }
    all[group.name] = found;
    console.log(`${group.name}: ${Object.values(found).flatMap(Object.keys).length} steps differ`);
  }
  writeVariants(all);
}

const oracle = values.url === undefined ? await startOracle(values.database) : undefined;
const target: Target = {
  url: values.url ?? oracle?.url ?? '',
  folders: oracle === undefined ? [] : [oracle.folder],
};
try {
  const groups = await loadGroups(values.group);
  if (values.group === undefined && values.database === undefined) listRoutes();
  if (values.database === undefined) for (const group of groups) await recordGroup(group, target);
  else await recordVariants(groups, target);
} finally {
  closeConnections();
  await oracle?.stop();
}
