import { z } from 'zod';

const MUST = 'must be a whole number from 1 to 1000';

/** What asks for a page of Millrace's own lists. */
export const Page = {
  max_results: z.coerce.number(MUST).int(MUST).min(1, MUST).max(1000, MUST).default(100),
  page_token: z.string().max(200, 'must be the next_page_token of the page before').default(''),
};
