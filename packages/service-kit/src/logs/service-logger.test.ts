import { expect, test } from '@jest/globals';
import { requestContext } from './request-context.ts';
import { ServiceLogger } from './service-logger.ts';

function logger(
  format: 'json' | 'text',
  level: 'error' | 'warn' | 'info' | 'debug' = 'info',
): [ServiceLogger, string[]] {
  const lines: string[] = [];
  const settings = { MILLRACE_LOG_FORMAT: format, MILLRACE_LOG_LEVEL: level };
  return [new ServiceLogger('tracking', settings, (line) => void lines.push(line)), lines];
}

test('writes a JSON object a line, with the request it is about', () => {
  const [log, lines] = logger('json');
  requestContext.run('r-1', () => log.warn('two\nlines', 'runs'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    level: 'warn',
    service: 'tracking',
    context: 'runs',
    request: 'r-1',
    message: 'two\nlines',
  });
});

test('text for people cannot be forged by what users send', () => {
  const [log, lines] = logger('text');
  log.log('name: a\n12:00:00 error forged \u001b[31m', 'runs');
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d info {2}\[runs\] name: a\\n12:00:00 error forged \\u001b\[31m\n$/,
  );
});

test('leaves out what is below its level, and how Nest sets itself up', () => {
  const [log, lines] = logger('text');
  log.debug('x', 'runs');
  log.log('Mapped {/, GET} route', 'RouterExplorer');
  expect(lines).toEqual([]);
  const [debug, all] = logger('text', 'debug');
  debug.log('Mapped {/, GET} route', 'RouterExplorer');
  expect(all).toHaveLength(1);
});

test('keeps the stack of an error', () => {
  const [log, lines] = logger('json');
  log.error('failed', 'Error: failed\n at x', 'runs');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'failed',
    stack: 'Error: failed\n at x',
    context: 'runs',
  });
});
