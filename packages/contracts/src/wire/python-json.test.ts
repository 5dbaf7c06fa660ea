import { describe, expect, it } from '@jest/globals';
import { dumpPythonJson, parsePythonJson } from './python-json.ts';

describe("JSON as Python's json module has it", () => {
  it.each([
    '{"a": 1, "b": 1.0, "c": [true, null, "x"], "d": {}}',
    '[1e+16, 1e-05, 123456789012345678901234567890, -0.0, 0.1]',
    '"\\u00e9\\ud83d\\ude00\\n"',
    'NaN',
  ])('comes back as it was: %s', (text) => expect(dumpPythonJson(parsePythonJson(text))).toBe(text));

  it('keeps other scripts where it is told to, and sorts keys', () => {
    expect(dumpPythonJson('é😀', { ascii: false })).toBe('"é😀"');
    expect(dumpPythonJson({ b: 1, a: { d: 2, c: 3 } }, { sortKeys: true })).toBe(
      '{"a": {"c": 3, "d": 2}, "b": 1}',
    );
  });

  it('takes __proto__ for a key like any other', () => {
    expect(dumpPythonJson(parsePythonJson('{"__proto__": 1}'))).toBe('{"__proto__": 1}');
  });
});
