import { expect, test } from '@jest/globals';
import { PLAIN, plainText, readAnsi } from './ansi.ts';

test('colours and weights hold until they are changed, from one line to the next', () => {
  const { spans, end } = readAnsi('a\x1b[1;31mb\x1b[22mc\x1b[0md\x1b[92m', PLAIN);
  expect(spans).toEqual([
    { text: 'a', style: {} },
    { text: 'b', style: { isBold: true, color: 1 } },
    { text: 'c', style: { isBold: false, isDim: false, color: 1 } },
    { text: 'd', style: {} },
  ]);
  expect(end).toEqual({ color: 10 });
  expect(readAnsi('e\x1b[mf', end).spans).toEqual([
    { text: 'e', style: { color: 10 } },
    { text: 'f', style: {} },
  ]);
});

test('the 256 colours, and all of them', () => {
  const styles = (line: string): unknown[] => readAnsi(line, PLAIN).spans.map(({ style }) => style);
  expect(styles('\x1b[38;5;9ma\x1b[38;5;196mb\x1b[48;5;244mc')).toEqual([
    { color: 9 },
    { color: 'rgb(255 0 0)' },
    { color: 'rgb(255 0 0)', background: 'rgb(128 128 128)' },
  ]);
  expect(styles('\x1b[38;2;1;2;999;4ma')).toEqual([{ color: 'rgb(1 2 255)', isUnderlined: true }]);
});

test('what a terminal does not show is left out', () => {
  const line = '\x1b]0;title\x07\x1b[2K\x1b[?25lok\x08\x1b(B!\x1b';
  expect(plainText(line)).toBe('ok!');
  expect(
    readAnsi(line, PLAIN)
      .spans.map(({ text }) => text)
      .join(''),
  ).toBe('ok!');
});

test('a progress bar shows what it wrote last', () => {
  expect(plainText(' 10%|#\r 50%|#####\r100%|##########\r')).toBe('100%|##########');
  expect(plainText('windows\r')).toBe('windows');
});
