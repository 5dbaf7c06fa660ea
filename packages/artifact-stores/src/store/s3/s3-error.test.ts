import { expect, test } from '@jest/globals';
import { asAnswer } from './s3-error.ts';

function ofS3(name: string, message: string, httpStatusCode: number): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

test.each([
  [
    'InternalError',
    'We encountered an internal error: cause(no space left on device)',
    500,
    'RESOURCE_EXHAUSTED',
  ],
  [
    'XMinioStorageFull',
    'Storage backend has reached its minimum free drive threshold.',
    507,
    'RESOURCE_EXHAUSTED',
  ],
  ['InternalError', 'We encountered an internal error, please try again.', 500, 'TEMPORARILY_UNAVAILABLE'],
  ['SlowDownWrite', 'Please reduce your request rate.', 503, 'TEMPORARILY_UNAVAILABLE'],
  ['RequestTimeTooSkewed', 'The difference … is too large.', 403, 'TEMPORARILY_UNAVAILABLE'],
  ['AccessDenied', 'Access Denied.', 403, 'PERMISSION_DENIED'],
])('S3 that answers %s, "%s" (%i), is told of as %s', (name, message, status, code) => {
  expect(asAnswer(ofS3(name, message, status))).toMatchObject({ errorCode: code });
});

test('what nobody foresaw stays as it is', () => {
  const error = ofS3('Surprise', 'x', 418);
  expect(asAnswer(error)).toBe(error);
});
