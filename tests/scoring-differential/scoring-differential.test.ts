import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readModelFile } from '@millrace/model-serving/scorers/model-file/model-file';
import { openScorer } from '@millrace/model-serving/scorers/open-scorer';
import type { Scorer } from '@millrace/model-serving/scorers/scorer';
import { ModelServer } from '@millrace/model-serving/standalone-server/model-server';
import { scoringModels, type ScoringModels } from '../support/scoring-models.ts';
import { allCases } from './all-cases.ts';
import { judge } from './judge.ts';
import { readRecording } from './recordings.ts';
import { closeConnections, send } from './send.ts';

let models: ScoringModels;
beforeAll(async () => {
  // MLflow writes sets, in an order that depends on this.
  process.env['PYTHONHASHSEED'] = '0';
  models = await scoringModels();
}, 600_000);
afterAll(closeConnections);

for (const [name, cases] of Object.entries(allCases)) {
  const recorded = readRecording(name);
  describe(name, () => {
    const log: string[] = [];
    let scorer: Scorer;
    let server: ModelServer;
    let url: string;

    beforeAll(async () => {
      const model = { folder: models.folder(name), uri: name };
      scorer = await openScorer(model, {
        python: models.python,
        workers: 1,
        maxBatch: 100,
        maxDelayMs: 1,
        maxQueue: 100,
        timeoutMs: 60_000,
        memoryMb: 4096,
        onLog: (line) => log.push(line),
      });
      const { signature } = await readModelFile(model);
      server = new ModelServer({ name, version: undefined, signature, scorer }, 1 << 20);
      url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
    }, 120_000);

    afterAll(async () => {
      await server?.stop();
      await scorer?.stop();
    });

    test('has the scorer that its flavor asks for', () => {
      expect(scorer.kind).toBe(name.endsWith('onnx') ? 'onnx' : 'pyfunc');
    });

    for (const each of cases)
      test(each.name, async () => {
        const answer = await send(url, each);
        expect(judge(recorded[each.name], answer)).toEqual([]);
      });
  });
}
