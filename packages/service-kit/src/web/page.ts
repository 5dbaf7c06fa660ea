const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#5c6b7c;--line:#dfe4ea;--accent:#0b6e8f}
@media(prefers-color-scheme:dark){:root{--ground:#10161d;--card:#18212b;--ink:#e6ecf2;--soft:#93a3b4;--line:#2a3643;--accent:#58b9da}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:56rem;margin:0 auto;padding:3rem 1.25rem 5rem}
h1{font-size:1.7rem;margin:0 0 .4rem;letter-spacing:-.01em}
h1 span{color:var(--soft);font-weight:400}
a{color:var(--accent)}
code,pre{font:.88em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1.1rem;overflow-x:auto;margin:.6rem 0 1.4rem}
`;

/** A small page of ours that needs nothing else. `body` and `style` are trusted; texts in them go through `escapeHtml`. */
export function page(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
