import { describe, expect, it } from '@jest/globals';
import { parseJson } from './json.ts';

describe('parseJson', () => {
  it.each<[string, unknown]>([
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['[1,9007199254740993]', [1, 9007199254740993n]],
    ['{"a": 9007199254740993}', { a: 9007199254740993n }],
    ['{"a":-9007199254740993,"b":0.1234567890123456}', { a: -9007199254740993n, b: 0.1234567890123456 }],
    ['[0.12345678901234567,1e2,9007199254740991]', [0.12345678901234566, 100, 9007199254740991]],
    ['["0.5,9007199254740993"]', ['0.5,9007199254740993']],
    ['9007199254740993.0', 9007199254740992],
    ['[12345678901234567e1]', [Number('123456789012345670')]],
  ])('keeps the integers of %s, however long', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['[NaN, Infinity, -Infinity, 9007199254740993]', [NaN, Infinity, -Infinity, 9007199254740993n]],
    ['{"NaN": "Infinity", "a": NaN}', { NaN: 'Infinity', a: NaN }],
  ])('reads the constants of Python in %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['', '{', '[1,]', "{'a': 1}", 'nan', '[01]', '[1.]'])('refuses %p', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});
