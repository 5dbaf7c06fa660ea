import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface WebFile {
  readonly file: string;
  readonly type: string;
  readonly etag: string;
  readonly lastModified: string;
  /** Its name holds a hash of its content, so that it never changes. */
  readonly immutable: boolean;
  /** The same, compressed when it was built: `br` before `gzip`. */
  readonly encodings: readonly Encoded[];
}

export interface Encoded {
  readonly encoding: 'br' | 'gzip';
  readonly file: string;
}

const ENCODINGS = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** `name-DxF3a9bQ.js`, `name.8f3a9b2c.css`: what bundlers call a file whose content is in its name. */
const HASHED_NAME = /[-.](?=[\w-]*\d)[\w-]{8,32}\.(?:chunk\.)?[a-z0-9]+$/i;

/**
 * The files below a folder by the path they are served under. They are listed once: a request can only reach what is in the
 * list, whatever its path looks like.
 */
export function listWebFiles(root: string): Map<string, WebFile> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const found = new Set(
    entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = new Map<string, WebFile>();
  for (const file of found) {
    if (found.has(file.replace(/\.(?:br|gz)$/, '')) && /\.(?:br|gz)$/.test(file)) continue;
    files.set(`/${relative(root, file).split(sep).join('/')}`, describe(file, found));
  }
  return files;
}

function describe(file: string, found: ReadonlySet<string>): WebFile {
  const { size, mtime, mtimeMs } = statSync(file);
  const hash = createHash('sha1').update(`${file}:${size}:${mtimeMs}`).digest('base64url').slice(0, 16);
  return {
    file,
    type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    etag: `"${hash}"`,
    lastModified: mtime.toUTCString(),
    immutable: HASHED_NAME.test(file),
    encodings: ENCODINGS.filter(({ suffix }) => found.has(file + suffix)).map(({ encoding, suffix }) => ({
      encoding,
      file: file + suffix,
    })),
  };
}
