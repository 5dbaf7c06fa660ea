import { createHash } from 'node:crypto';

/**
 * What a page of the web interface may do: run the scripts and styles that came with it, those in its own HTML among them, and talk to
 * where it came from. Charts and virtual rows set the `style` of elements, which takes `style-src-attr`; no style sheet can stand in a
 * page. `frame-ancestors` is what X-Frame-Options says, which every answer carries.
 */
export function contentSecurityPolicy(html: string): string {
  return Object.entries({
    'default-src': "'none'",
    'script-src': ["'self'", ...hashesOfScripts(html)].join(' '),
    'style-src': "'self'",
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'frame-src': "'self' blob:",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  })
    .map((directive) => directive.join(' '))
    .join('; ');
}

function hashesOfScripts(html: string): string[] {
  return [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}
