// Sends every case to `mlflow models serve` and writes its answers to recordings/: node tests/scoring-differential/record.ts [MODEL…]
import { scoringModels } from '../support/scoring-models.ts';
import { allCases } from './all-cases.ts';
import { startOracle } from './oracle.ts';
import { type Recorded, toRecord, writeRecording } from './recordings.ts';
import { closeConnections, send } from './send.ts';

const wanted = process.argv.slice(2);
const { python, folder } = await scoringModels();

for (const [model, cases] of Object.entries(allCases)) {
  if (wanted.length > 0 && !wanted.includes(model)) continue;
  const oracle = await startOracle(python, folder(model));
  try {
    const answers: Record<string, Recorded> = {};
    for (const each of cases) answers[each.name] = toRecord(await send(oracle.url, each, false));
    writeRecording(model, answers);
    const refused = Object.values(answers).filter(({ status }) => status >= 400).length;
    console.log(`${model}: ${cases.length} cases, ${refused} of them refused`);
  } finally {
    await oracle.stop();
  }
}
closeConnections();
