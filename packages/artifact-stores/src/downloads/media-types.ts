import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** What MLflow serves as plain text, whatever its media type (mlflow/utils/mime_type_utils.py). Case matters there. */
const TEXT_EXTENSIONS = new Set(
  (
    'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb ' +
    'MLmodel mlproject'
  ).split(' '),
);
const ENCODINGS = new Set(['.gz', '.Z', '.bz2', '.xz', '.br']);
/** Short forms of two extensions; what matters of them is the inner one. */
const INNER: Readonly<Record<string, string>> = {
  svgz: 'svg',
  tgz: 'tar',
  taz: 'tar',
  tz: 'tar',
  tbz2: 'tar',
  txz: 'tar',
};

let table: Map<string, string> | undefined;

/** The content type with which MLflow serves a file of this name. */
export function contentTypeOf(name: string): string {
  const file = posix.basename(name);
  const extension = extensionOf(file).replaceAll('.', '') || file;
  return TEXT_EXTENSIONS.has(extension)
    ? 'text/plain'
    : (mediaTypeByName(file) ?? 'application/octet-stream');
}

/** The media type that Python's `mimetypes.guess_type` finds for a name; undefined for those it does not know. */
export function mediaTypeByName(name: string): string | undefined {
  table ??= readTable();
  const file = posix.basename(name);
  let extension = extensionOf(file);
  if (ENCODINGS.has(extension)) extension = extensionOf(file.slice(0, -extension.length));
  const bare = extension.slice(1);
  const known = INNER[bare.toLowerCase()] ?? bare;
  return table.get(known) ?? table.get(known.toLowerCase());
}

/** As Python's `os.path.splitext`: leading dots begin no extension. */
function extensionOf(file: string): string {
  const at = file.lastIndexOf('.');
  return at <= 0 || /^\.*$/.test(file.slice(0, at)) ? '' : file.slice(at);
}

function readTable(): Map<string, string> {
  const text = readFileSync(new URL('../../media-types.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.flatMap((line) => {
      const [type = '', ...extensions] = line.split(' ');
      return extensions.map((extension): [string, string] => [extension, type]);
    }),
  );
}
