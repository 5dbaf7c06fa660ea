import { inputs, instances, records, split } from '../scoring-case.ts';

const image = [
  [1, 0.04],
  [-1, 2.5],
];

export const cases = [
  inputs('one', { image: [image], label: [7] }),
  inputs('three', { image: [image, image, image], label: [7, -8, 2 ** 53 - 1] }),
  inputs('in another order', { label: [7], image: [image] }),
  inputs('more images than labels', { image: [image, image], label: [7] }),
  inputs('an image too small', { image: [[[1, 2]]], label: [7] }),
  inputs('a label with a fraction', { image: [image], label: [7.5] }),
  inputs('a label that is text', { image: [image], label: ['seven'] }),
  inputs('no label', { image: [image] }),
  inputs('an input too many', { image: [image], label: [7], size: [1] }),
  inputs('a list', [image]),
  instances('instances', [
    { image, label: 7 },
    { image, label: 8 },
  ]),
  instances('instances of which one has no label', [{ image, label: 7 }, { image }]),
  split('a table', ['image', 'label'], [[[1, 2, 3, 4], 7]]),
  records('records', [{ image: [1, 2, 3, 4], label: 7 }]),
];
