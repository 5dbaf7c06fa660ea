import { describe, expect, it } from '@jest/globals';
import { datasetAddress, datasetColumns, datasetProfile } from './dataset-schema.ts';

describe('what is known of a dataset', () => {
  it('has columns', () => {
    const schema = { mlflow_colspec: [{ type: 'double', name: 'height', required: true }, { type: 'long' }] };
    expect(datasetColumns(JSON.stringify(schema))).toEqual([
      { name: 'height', type: 'double' },
      { name: '1', type: 'long' },
    ]);
  });

  it('has tensors', () => {
    const features = [{ type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, 28] } }];
    const schema = { mlflow_tensorspec: { features: JSON.stringify(features), targets: null } };
    expect(datasetColumns(JSON.stringify(schema))).toEqual([
      { name: 'features', type: 'tensor<float32, [-1, 28]>' },
    ]);
  });

  it('may be anything', () => {
    expect([undefined, '', '[', '7', 'null', '{"mlflow_colspec":3}'].map(datasetColumns)).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(datasetProfile('{"num_rows": 12, "by": {"a": 1}}')).toEqual([
      ['num rows', '12'],
      ['by', '{"a":1}'],
    ]);
    expect(datasetAddress('{"url": "https://x/y.csv"}')).toBe('https://x/y.csv');
    expect(datasetAddress('s3://x')).toBe('s3://x');
  });
});
