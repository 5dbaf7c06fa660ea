import { baseName } from '../api/artifacts.ts';

/** How a file is shown. `unknown` is text or binary: its bytes tell. */
export type PreviewKind =
  | 'image'
  | 'svg'
  | 'html'
  | 'pdf'
  | 'audio'
  | 'video'
  | 'markdown'
  | 'json'
  | 'geojson'
  | 'yaml'
  | 'csv'
  | 'parquet'
  | 'mlmodel'
  | 'code'
  | 'text'
  | 'binary'
  | 'unknown';

const EXTENSIONS: readonly (readonly [PreviewKind, string])[] = [
  ['image', 'png apng jpg jpeg jpe jfif gif webp avif bmp ico'],
  ['svg', 'svg'],
  ['html', 'html htm'],
  ['pdf', 'pdf'],
  ['audio', 'wav mp3 ogg oga opus flac m4a aac weba'],
  ['video', 'mp4 m4v webm ogv mov'],
  ['markdown', 'md markdown'],
  ['json', 'json ipynb'],
  ['geojson', 'geojson'],
  ['yaml', 'yaml yml'],
  ['csv', 'csv tsv'],
  ['parquet', 'parquet pq'],
  [
    'code',
    'py r java scala kt js mjs cjs jsx ts tsx sh bash zsh sql toml ini cfg conf properties xml css go rs rb c h cc cpp hpp cu diff patch dockerfile makefile mk jl lua proto jsonl ndjson',
  ],
  ['text', 'txt log err out rst env lock'],
  [
    'binary',
    'pkl pickle joblib npy npz h5 hdf5 pt pth bin ckpt safetensors onnx pb tflite skops cbm ubj zip gz tgz bz2 xz tar zst jar whl so dll exe db sqlite feather arrow avro orc xlsx xls docx pptx ttf otf woff woff2',
  ],
];

const BY_EXTENSION = new Map(
  EXTENSIONS.flatMap(([kind, list]) => list.split(' ').map((extension) => [extension, kind] as const)),
);

/** Files whose whole name says what they are. */
const BY_NAME = new Map<string, PreviewKind>([
  ['mlmodel', 'mlmodel'],
  ['mlproject', 'yaml'],
  ['dockerfile', 'code'],
  ['makefile', 'code'],
  ['license', 'text'],
  ['readme', 'text'],
]);

export function extensionOf(path: string): string {
  const name = baseName(path).toLowerCase();
  const at = name.lastIndexOf('.');
  return at < 0 ? '' : name.slice(at + 1);
}

export function kindOf(path: string): PreviewKind {
  return (
    BY_NAME.get(baseName(path).toLowerCase()) ?? BY_EXTENSION.get(extensionOf(path)) ?? ('unknown' as const)
  );
}

const MEGABYTE = 1_000_000;

/** Above so many bytes a file is not shown but offered for download. What is read in parts has no limit. */
export const SIZE_LIMITS: Readonly<Partial<Record<PreviewKind, number>>> = {
  image: 50 * MEGABYTE,
  svg: 10 * MEGABYTE,
  html: 40 * MEGABYTE,
  pdf: 100 * MEGABYTE,
  markdown: 2 * MEGABYTE,
  json: 10 * MEGABYTE,
  geojson: 20 * MEGABYTE,
  mlmodel: 2 * MEGABYTE,
};

/** Whether bytes are readable text: UTF-8 without the characters that texts do not hold. */
export function isText(bytes: Uint8Array): boolean {
  try {
    // The last character may be cut in two.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // oxlint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}
