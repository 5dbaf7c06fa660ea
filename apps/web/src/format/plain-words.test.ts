import { expect, test } from '@jest/globals';
import { plainWords } from './plain-words.ts';

test('marks go, words stay', () => {
  expect(plainWords('# Who leaves?\n\n- **monthly**, see [runbook](https://x.example)\n> `v2`')).toBe(
    'Who leaves? monthly, see runbook v2',
  );
});
