// Stands in the page's HTML, before everything else: see inline-start.ts. It must be small.
import { applyStoredTheme } from './stored-theme.ts';
import { beginFirstQueries } from './first-answers.ts';
import { firstQueries } from './first-queries.ts';

applyStoredTheme();
beginFirstQueries(firstQueries(location.hash));
