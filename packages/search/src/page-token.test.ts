import { expect, test } from '@jest/globals';
import { MlflowError } from '@millrace/contracts/errors';
import fc from 'fast-check';
import { queryDigest, readPageToken, writePageToken } from './page-token.ts';

const keys = [{ type: 'bigint' }, { type: 'float8' }, { type: 'text' }, { type: 'uuid' }] as const;
const id = '0190163d-8694-739b-aea5-966c26f8ad91';
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

test('a token gives back the place it was made for', () => {
  const digest = queryDigest('runs', 'a = 1');
  const values = [5, -1.7976931348623157e308, 'é', id];
  expect(readPageToken(writePageToken(digest, values), digest, keys)).toEqual({ after: values });
});

test("tokens of MLflow's own kind are an offset", () => {
  expect(readPageToken(base64({ offset: 20 }), 'any', keys)).toEqual({ offset: 20 });
  expect(readPageToken(base64({ offset: -1 }), 'any', keys)).toEqual({ offset: 0 });
});

test.each([
  ['another query', { query: 'other', after: [5, 1, 'a', id] }],
  ['too few values', { query: 'mine', after: [5, 1, 'a'] }],
  ['text for a number', { query: 'mine', after: ['5; DROP', 1, 'a', id] }],
  ['a number for text', { query: 'mine', after: [5, 1, 2, id] }],
  ['an object for a number', { query: 'mine', after: [5, { a: 1 }, 'a', id] }],
  ['no id', { query: 'mine', after: [5, 1, 'a', 'x'] }],
  ['no values', { query: 'mine' }],
  ['an offset that is none', { offset: 'x' }],
  ['a huge offset', { offset: 1e300 }],
])('a token with %s is refused', (_, token) =>
  expect(() => readPageToken(base64(token), 'mine', keys)).toThrow(MlflowError),
);

test('any text is a token or is refused with a 400', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64')),
      ),
      (text) => {
        try {
          readPageToken(text, 'mine', keys);
        } catch (error) {
          expect(error).toBeInstanceOf(MlflowError);
          expect((error as MlflowError).httpStatus).toBe(400);
        }
      },
    ),
  );
});
