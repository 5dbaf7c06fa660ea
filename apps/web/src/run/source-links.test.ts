import { describe, expect, it } from '@jest/globals';
import { commitPage, repositoryPage, webAddress } from './source-links.ts';

describe('where the source of a run is', () => {
  it.each([
    ['git@github.com:ocean/tides.git', 'https://github.com/ocean/tides'],
    ['ssh://git@gitlab.example.com/ocean/tides.git', 'https://gitlab.example.com/ocean/tides'],
    ['https://user:token@github.com/ocean/tides', 'https://github.com/ocean/tides'],
    ['git+https://github.com/ocean/tides#sub', 'https://github.com/ocean/tides'],
    ['javascript:alert(1)', undefined],
    ['file:///etc/passwd', undefined],
    ['tides', undefined],
  ])('%s', (address, page) => expect(repositoryPage(address)).toBe(page));

  it('links a commit where it is one', () => {
    expect(commitPage('git@github.com:a/b.git', 'abcdef1')).toBe('https://github.com/a/b/commit/abcdef1');
    expect(commitPage('https://gitlab.com/a/b', 'abcdef1')).toBe('https://gitlab.com/a/b/-/commit/abcdef1');
    expect(commitPage('https://github.com/a/b', '../../evil')).toBeUndefined();
    expect(webAddress('JavaScript:alert(1)')).toBeUndefined();
  });
});
