import { mediaTypeByName } from '@millrace/artifact-stores/downloads/media-types';

/** Types that browsers show by themselves and that carry no script; SVG's scripts do not run in an image. */
const IMAGES = new Set(
  'apng avif bmp gif jpeg png svg+xml vnd.microsoft.icon webp'.split(' ').map((name) => `image/${name}`),
);
const TEXT = 'text/plain; charset=utf-8';

/** The content type that a file is shown with: its own for pages, images, sound, video and PDF, plain text for the rest. */
export function previewTypeOf(name: string): string {
  const type = mediaTypeByName(name) ?? '';
  if (type === 'text/html') return 'text/html; charset=utf-8';
  if (IMAGES.has(type) || type === 'application/pdf' || /^(?:audio|video)\//.test(type)) return type;
  return TEXT;
}
