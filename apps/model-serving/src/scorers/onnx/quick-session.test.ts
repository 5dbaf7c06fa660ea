import { expect, test } from '@jest/globals';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scoringModels } from '../../../../../tests/support/scoring-models.ts';
import { QuickSession } from './quick-session.ts';

async function open(): Promise<QuickSession> {
  const models = await scoringModels();
  const session = await QuickSession.open({
    path: join(models.folder('forest-onnx'), 'model.onnx'),
    threads: 1,
  });
  if (session === undefined) throw new Error('it is small enough');
  return session;
}

const note = (session: QuickSession, times: number, ms: number): void => {
  for (let index = 0; index < times; index++) session.note(ms);
};

test('a model is quick once it was so often enough, and no longer when it is slow again and again', async () => {
  const session = await open();
  expect(session.isQuick).toBe(false);
  note(session, 19, 0.05);
  expect(session.isQuick).toBe(false);
  note(session, 1, 0.05);
  expect(session.isQuick).toBe(true);
  note(session, 40, 0.05);
  note(session, 3, 1);
  expect(session.isQuick).toBe(true);
  note(session, 3, 1);
  expect(session.isQuick).toBe(false);
}, 300_000);

test('one run that everybody felt ends it for long', async () => {
  const session = await open();
  note(session, 100, 0.05);
  note(session, 1, 50);
  note(session, 500, 0.05);
  expect(session.isQuick).toBe(false);
}, 300_000);

test('a large model is not loaded a second time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-onnx-'));
  const path = join(folder, 'large.onnx');
  await writeFile(path, '');
  await truncate(path, 5_000_000);
  expect(await QuickSession.open({ path, threads: 1 })).toBeUndefined();
  await rm(folder, { recursive: true });
});
