import type { FirstQuery } from './first-queries.ts';

/** What was asked before the application was there. */
export interface FirstAnswer extends Omit<FirstQuery, 'ask'> {
  readonly answer: Promise<unknown>;
}

declare global {
  /** Where the script in the page's HTML leaves its answers for the application. */
  var millraceFirstAnswers: FirstAnswer[] | undefined;
}

export function beginFirstQueries(queries: readonly FirstQuery[]): void {
  globalThis.millraceFirstAnswers = queries.map(({ ask, ...query }) => {
    const answer = ask();
    // The page asks again, and tells of what is wrong.
    answer.catch(() => undefined);
    return { ...query, answer };
  });
}

/** Each answer is given out once. */
export function takeFirstAnswers(): readonly FirstAnswer[] {
  const { millraceFirstAnswers: answers = [] } = globalThis;
  globalThis.millraceFirstAnswers = undefined;
  return answers;
}
