import { inputs, instances, records, split } from '../scoring-case.ts';

const columns = ['sepal length', 'sepal width', 'petal length', 'petal width'];

export const cases = [
  split('a row', columns, [[5.1, 3.5, 1.4, 0.2]]),
  split('rows', columns, [
    [0.1, 0.2, 0.3, 0.4],
    [7.99, 1e-7, 3, 4],
    [1e30, -1e30, 0, 1],
  ]),
  split('null for a number', columns, [[5.1, null, 1.4, 0.2]]),
  split('a number beyond floats', columns, [[1e300, 3.5, 1.4, 0.2]]),
  split('text for a number', columns, [[5.1, 'wide', 1.4, 0.2]]),
  records('records', [{ 'sepal length': 1, 'sepal width': 2, 'petal length': 3, 'petal width': 4 }]),
  instances('instances', [{ 'sepal length': 1, 'sepal width': 2, 'petal length': 3, 'petal width': 4 }]),
  inputs('columns', { 'sepal length': [1], 'sepal width': [2], 'petal length': [3], 'petal width': [4] }),
  inputs('columns less one', { 'sepal length': [1], 'sepal width': [2], 'petal length': [3] }),
];
