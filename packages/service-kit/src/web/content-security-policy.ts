/**
 * What the pages of the web interface may do: run the scripts and styles that came with it, and talk to where they came from.
 * Charts and virtual rows set the `style` of elements, which takes `style-src-attr`; no style sheet or script can stand in a page.
 * `frame-ancestors` is what X-Frame-Options says, which every answer carries.
 */
export const CONTENT_SECURITY_POLICY = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
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
