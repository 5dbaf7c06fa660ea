import type { Route } from '../http/route-table.ts';
import { documented, tagOf } from './openapi.ts';
import { escapeHtml, page } from '../web/page.ts';

const STYLE = `
h2{margin:2.2rem 0 .6rem;font-size:1rem;text-transform:capitalize}
ul{list-style:none;margin:0;padding:0;border:1px solid var(--line);border-radius:10px;overflow:hidden;background:var(--card)}
li{display:grid;grid-template-columns:4.6rem 1fr auto;gap:.8rem;padding:.5rem .9rem;align-items:baseline}
li+li{border-top:1px solid var(--line)}
li code{overflow-wrap:anywhere}
li small{grid-column:2/4;color:var(--soft)}
.access{font-size:.78rem;color:var(--soft);white-space:nowrap}
b{font:600 .72rem ui-monospace,monospace;letter-spacing:.04em;color:var(--accent)}
`;

/** The endpoints of an application as a page that needs nothing else. */
export function docsPage(name: string, routes: readonly Route[]): string {
  const groups = Map.groupBy(documented(routes), (route) => tagOf(route.path));
  const sections = [...groups]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(
      ([tag, members]) =>
        `<h2>${escapeHtml(tag.replaceAll('-', ' '))}</h2><ul>${members.map(item).join('')}</ul>`,
    );
  return page(
    `Millrace ${name}: endpoints`,
    STYLE,
    `<h1>Endpoints <span>${escapeHtml(name)}</span></h1>
<p>Everything under <code>/api</code> is also there under <code>/ajax-api</code>. For tools: <a href="/docs/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}`,
  );
}

function item({ method, path, config }: Route): string {
  const { access, message, summary, creates } = config;
  const who = typeof access === 'object' ? `${access.permission} ${access.resource}` : (access ?? '');
  const takes = message ? `Takes ${message.name}: ${Object.keys(message.fields).join(', ')}` : '';
  const key = creates === undefined ? '' : ' · Idempotency-Key';
  const what = `${summary ?? takes}${key}`;
  return `<li><b>${method}</b><code>${escapeHtml(path)}</code><span class="access">${escapeHtml(who)}</span>${
    what === '' ? '' : `<small>${escapeHtml(what)}</small>`
  }</li>`;
}
