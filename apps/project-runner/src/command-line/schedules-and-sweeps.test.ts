import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestRunner } from '../../test/runner.ts';
import { shownOutput } from '../../test/shown-output.ts';
import { main } from './main.ts';
import { readScheduleCommand } from './schedule/options.ts';
import { readSweepCommand } from './sweep/options.ts';
import { readSpace } from './sweep/space.ts';

let runner: TestRunner;
let folder: string;
const shown = shownOutput();
beforeAll(async () => {
  runner = await TestRunner.start();
  folder = await runner.project('cli', {
    MLproject:
      'entry_points:\n  main:\n    parameters: {code: float, word: {type: string, default: a}}\n    command: "echo {word}; exit {code}"\n',
    'slow.sh': 'sleep 60\n',
  });
});
afterAll(() => runner.close());

/** What a command prints; fails unless it exits with 0. */
async function printed(...args: string[]): Promise<string> {
  shown.out = '';
  expect([await main([...args, '--tracking-uri', runner.url]), shown.err]).toEqual([0, shown.err]);
  return shown.out.trim();
}

test('a schedule is made, listed, paused, resumed, triggered and deleted', async () => {
  const when = ['--name', 'nightly', '--cron', '0 3 * * *', '--timezone', 'Asia/Kolkata'];
  const id = await printed('schedule', 'create', ...when, '-P', 'code=0', folder);
  expect(id).toMatch(/^[\da-f]{32}$/);
  const line = new RegExp(
    String.raw`^${id}  nightly  0 3 \* \* \* \(Asia/Kolkata\)  \d{4}-\d\d-\d\dT21:30:00Z  ${folder}  -$`,
    'm',
  );
  expect(await printed('schedule', 'list')).toMatch(line);
  await printed('schedule', 'pause', id);
  expect(await printed('schedule', 'list')).toContain('  paused  ');
  await printed('schedule', 'resume', id);
  expect(await printed('schedule', 'list')).toMatch(line);
  const runId = await printed('schedule', 'trigger', '-P', 'word=now', id);
  expect(await runner.until(runId)).toMatchObject({ status: 'FINISHED' });
  expect(await runner.log(runId)).toContain('now\n');
  expect(await printed('schedule', 'list')).toContain(runId);
  await printed('schedule', 'delete', id);
  expect(await printed('schedule', 'list')).toBe('ID  NAME  CRON  NEXT  PROJECT  LAST');
  expect(await main(['schedule', 'delete', id, '--tracking-uri', runner.url])).toBe(1);
  expect(shown.err).toContain(`There is no project schedule with the id '${id}'`);
});

test('a sweep is followed to its end, and exits with whether a run has finished', async () => {
  const sweep = ['--tracking-uri', runner.url, '-V', 'code=0,3', '--vary', 'word=a,b', folder];
  expect(await main(['sweep', ...sweep])).toBe(0);
  expect(shown.out).toMatch(/^2 of 4 finished, 2 failed$/m);
  expect(shown.err).toMatch(/^Sweep [\da-f]{32} is FINISHED$/m);
  const [id = ''] = /[\da-f]{32}/.exec(shown.err) ?? [];
  expect(await printed('sweep', 'list')).toMatch(
    new RegExp(`^${id}  \\S+  FINISHED  2 of 4 finished, 2 failed  ${folder}$`, 'm'),
  );
  expect(await printed('sweep', 'follow', id)).toBe('2 of 4 finished, 2 failed');
  expect(await main(['sweep', '--tracking-uri', runner.url, '-V', 'code=3', folder])).toBe(1);
});

test('a sweep is left alone, and cancelled', async () => {
  const id = await printed('sweep', 'create', '-V', 'x=1..2:int', '-e', 'slow.sh', '--detach', folder);
  await printed('sweep', 'cancel', id);
  expect(await main(['sweep', 'follow', id, '--tracking-uri', runner.url])).toBe(137);
  expect(shown.err).toContain(`Sweep ${id} is KILLED`);
});

test('what differs between runs is values or a range', () => {
  expect(
    readSpace(['a=0.1, 0.5', 'b=1e-4..1:log', 'c=1..10:int', 'd=1..64:int:log', 'e=sgd', 'f=a..b']),
  ).toEqual({
    a: { values: ['0.1', '0.5'] },
    b: { min: 0.0001, max: 1, scale: 'log' },
    c: { min: 1, max: 10, type: 'int' },
    d: { min: 1, max: 64, type: 'int', scale: 'log' },
    e: { values: ['sgd'] },
    f: { values: ['a..b'] },
  });
});

test.each([
  [['sweep', 'a'], 'needs a parameter that differs'],
  [['sweep', '-V', 'a=1,', 'x'], 'takes values, separated by commas'],
  [['sweep', '-V', 'a=1', '-V', 'a=2', 'x'], 'given twice'],
  [['sweep', '-V', 'a=1', 'x', 'y'], 'Give one uri'],
  [['sweep', '-V', 'a=1', '--goal', 'maximize', 'x'], 'name it by --metric'],
  [['sweep', 'cancel'], 'Give the id of one sweep'],
  [['schedule', 'create', 'x'], 'needs --name and --cron'],
  [['schedule', 'walk'], 'There is no command schedule walk'],
  [['schedule', 'pause'], 'Give the id of one schedule'],
  [['schedule', 'pause', 'x', '-P', 'a=1'], 'pause takes no parameters'],
  [['schedule', 'list', 'x'], 'takes options only'],
])('%j is refused', ([command, ...args], message) => {
  const read = command === 'sweep' ? readSweepCommand : readScheduleCommand;
  expect(() => read(args, {})).toThrow(message);
});

test('without anything to do they say what they do', async () => {
  expect(await printed('sweep', '--help')).toContain('usage: millrace sweep');
  expect(await printed('schedule')).toContain('usage: millrace schedule');
});

test('the server says what it does not take', async () => {
  const schedule = ['schedule', 'create', '--tracking-uri', runner.url, '--name', 'a', folder];
  expect(await main([...schedule, '--cron', '99 * * * *'])).toBe(1);
  expect(shown.err).toContain("'cron'");
  expect(await main(['sweep', '--tracking-uri', runner.url, '-V', 'a=2..1', folder])).toBe(1);
  expect(shown.err).toContain('must not be less than min');
});
