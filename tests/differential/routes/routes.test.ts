import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readApi } from '../../fuzz/routes.ts';
import { type Millrace, startMillrace } from '../../support/millrace.ts';
import { ABSENT_ROUTES } from './absent-routes.ts';

/** As `list_routes.py` prints them; what is below `/ajax-api` is below `/api` in Millrace's own list. */
const mlflow = new Set(
  readFileSync(new URL('mlflow-routes.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.replace(' /ajax-api/', ' /api/')),
);
const isAbsent = (route: string): boolean => ABSENT_ROUTES.some(({ routes }) => routes.test(route));

describe('the routes of MLflow’s server', () => {
  let millrace: Millrace;
  let own: Set<string>;

  beforeAll(async () => {
    millrace = await startMillrace();
    const { routes } = await readApi(millrace.url);
    own = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`));
    // The web interface, or a page in its place.
    own.add('GET /');
  }, 120_000);

  afterAll(() => millrace.stop());

  it('are all there but for those that are left out for a reason', () => {
    expect([...mlflow].filter((route) => !own.has(route) && !isAbsent(route))).toEqual([]);
  });

  it.each(ABSENT_ROUTES)('are left out: $why', ({ routes }) => {
    const left = [...mlflow].filter((route) => routes.test(route));
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((route) => own.has(route) && !isShared(route))).toEqual([]);
  });
});

/** The interface asks these on every page: they say that there is nothing. */
function isShared(route: string): boolean {
  return /\/assistant\/(?:config|providers)$/.test(route);
}
