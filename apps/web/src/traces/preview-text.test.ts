import { expect, test } from '@jest/globals';
import { previewText } from './preview-text.ts';

test.each([
  ['plain words', 'plain words'],
  ['"quoted \\"so\\""', 'quoted "so"'],
  ['{"question":"Where?"}', 'Where?'],
  ['{"a":"x","b":"y"}', '{"a":"x","b":"y"}'],
  ['{"question":"A very lo...', 'A very lo…'],
  ['{"a":"x","b":"y...', 'x","b":"y…'],
  ['[1, 2]', '[1, 2]'],
  ['3', '3'],
  ['', ''],
])('%s', (preview, text) => expect(previewText(preview)).toBe(text));
