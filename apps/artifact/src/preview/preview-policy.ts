/** What a shown file may draw with: nothing that has to be fetched. */
const STILL = [
  "default-src 'none'",
  "style-src 'unsafe-inline' data:",
  'img-src data: blob:',
  'media-src data: blob:',
  'font-src data:',
  "form-action 'none'",
  "base-uri 'none'",
];
/**
 * Reports of plotting libraries are drawn by scripts, often the library's copy on a public host. They run in an origin of their
 * own, which holds nothing: what they could send away is the report itself.
 */
const SCRIPTED = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' https: data: blob:",
  "style-src 'unsafe-inline' https: data:",
  'img-src https: data: blob:',
  'media-src https: data: blob:',
  'font-src https: data:',
  'worker-src blob:',
  "form-action 'none'",
  "base-uri 'none'",
];

/**
 * The content security policy that a file is shown under. `sandbox` puts it into an origin that nothing else is in, also when
 * its address is opened by itself: it can neither act here nor read anything. Scripts run only where they are asked for.
 */
export function previewPolicy(contentType: string, runsScripts: boolean): string {
  // Chromium's PDF viewer does not start in a sandbox; a PDF's own scripts cannot reach any origin.
  if (contentType === 'application/pdf')
    return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";
  return runsScripts && contentType.startsWith('text/html')
    ? ['sandbox allow-scripts', ...SCRIPTED].join('; ')
    : ['sandbox', ...STILL].join('; ');
}
