import { describe, expect, it } from '@jest/globals';
import {
  appendToArtifactUri,
  checkArtifactLocation,
  hasTraversal,
  parseArtifactUri,
} from './artifact-location.ts';

const allowed = [
  's3://bucket',
  's3://bucket/',
  's3://bucket/path/with.dots/...x',
  'S3://bucket/path',
  's3://bucket/p%20q',
  's3://bucket/path?region=x',
  'gs://bucket/path',
  'abfss://container@account.dfs.core.windows.net/path',
  'wasbs://container@account.blob.core.windows.net/path',
  'mlflow-artifacts:/',
  'mlflow-artifacts:/custom/place',
  'mlflow-artifacts:/a..b/..c/d..',
  'mlflow-artifacts:///custom',
];

const refused = [
  '/srv/artifacts',
  'relative/path',
  './x',
  '../x',
  '~/x',
  'C:\\temp',
  'c:/temp',
  '\\\\server\\share',
  'file:///etc',
  'file:/etc',
  'FILE:///etc',
  'file://host/etc',
  'file:etc',
  ' s3://bucket/x',
  '\ts3://bucket/x',
  's3:///no-bucket',
  's3:path',
  's3://bucket/../x',
  's3://bucket/a/..',
  's3://bucket/%2e%2e/x',
  's3://bucket/%2E%2e%2fx',
  's3://bucket/%252e%252e/x',
  's3://bucket/.%2e/x',
  's3://bucket/..%2fx',
  's3://bucket/a%5c..%5cx',
  's3://bucket/a\\..\\x',
  's3://bucket/a\u0000b',
  's3://bucket/a%00b',
  's3://bucket/a%2500b',
  's3://bucket/a\nb',
  's3://bucket/path#fragment',
  's3://bucket/path#',
  's3://bucket/path;params',
  's3://bucket/path?x=../y',
  's3://bucket/path?x=%2e%2e/y',
  's3://../x',
  'mlflow-artifacts:/a/../b',
  'mlflow-artifacts:/%2e%2e/b',
  'mlflow-artifacts:/a/%25252e%25252e/b',
  'mlflow-artifacts:relative',
  'mlflow-artifacts:../x',
  'mlflow-artifacts://host/x',
  'mlflow-artifacts://127.0.0.1:5000/x',
  'http://169.254.169.254/latest',
  'https://host/x',
  'ftp://host/x',
  'hdfs://host/x',
  'runs:/abc/x',
  'models:/m/1',
  'dbfs:/x',
  'sqlite:///x',
  'nonsense://x',
  'javascript:alert(1)',
  '',
  `s3://b/${'x'.repeat(2042)}`,
];

describe('checkArtifactLocation', () => {
  it.each(allowed)('allows %s', (uri) =>
    expect(() => checkArtifactLocation(uri, 'artifact_location')).not.toThrow(),
  );

  it.each(refused)('refuses %j', (uri) =>
    expect(() => checkArtifactLocation(uri, 'artifact_location')).toThrow(
      expect.objectContaining({ errorCode: 'INVALID_PARAMETER_VALUE', httpStatus: 400 }),
    ),
  );
});

describe('hasTraversal', () => {
  it('looks through any number of encodings, and takes too many for bad intent', () => {
    let dots = '..';
    for (let layer = 0; layer < 12; layer += 1) {
      expect(hasTraversal(`a/${dots}/b`)).toBe(true);
      dots = encodeURIComponent(dots).replaceAll('.', '%2e');
    }
    expect(hasTraversal('a/b..c/...')).toBe(false);
    expect(hasTraversal('100%/50%25')).toBe(false);
  });
});

describe('parseArtifactUri', () => {
  it('tells the parts apart', () => {
    expect(parseArtifactUri('S3://b/p?q=1#f')).toEqual({
      scheme: 's3',
      authority: 'b',
      path: '/p',
      query: 'q=1',
      fragment: 'f',
    });
    expect(parseArtifactUri('/local')).toBeUndefined();
  });
});

describe('appendToArtifactUri', () => {
  it.each([
    ['s3://bucket/p', 's3://bucket/p/run/artifacts'],
    ['s3://bucket/p/', 's3://bucket/p/run/artifacts'],
    ['s3://bucket', 's3://bucket/run/artifacts'],
    ['s3://bucket/p?q=1', 's3://bucket/p/run/artifacts?q=1'],
    ['mlflow-artifacts:/1', 'mlflow-artifacts:/1/run/artifacts'],
    ['mlflow-artifacts:/', 'mlflow-artifacts:/run/artifacts'],
  ])('%s', (base, expected) => expect(appendToArtifactUri(base, 'run', 'artifacts')).toBe(expected));
});
