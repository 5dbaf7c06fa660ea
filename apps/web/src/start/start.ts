// Stands in the page's HTML, before everything else: see inline-start.ts. It must be small.
import { openSessionStorage } from './open-session-storage.ts';
import { applyStoredTheme } from './stored-theme.ts';
import { beginFirstQueries } from './first-answers.ts';
import { firstQueries } from './first-queries.ts';

applyStoredTheme();
beginFirstQueries(firstQueries(location.hash));
// A page's first use of these takes the browser some 15 ms each: now, while the scripts that will use them are on their way.
setTimeout(() => {
  void Intl.NumberFormat('en-US').format(0);
  openSessionStorage();
});
