import { type ArtifactEntry, baseName } from '../api/artifacts.ts';

/** An image that was logged for a step: `mlflow.log_image(image, key="samples", step=3)`. */
export interface SteppedImage {
  readonly key: string;
  readonly step: number;
  readonly timestampMs: number;
  /** The path of the image as it was logged. */
  readonly path: string;
  /** The path of its small copy, where there is one. */
  readonly smallPath: string;
}

/** The folder that MLflow's client puts them in. */
export const IMAGE_FOLDER = 'images';

/**
 * `samples~a+step+3+timestamp+1700000000000+<uuid>[+compressed].<ending>`: a `~` stands for a slash in the key. Older clients
 * wrote `%` in place of `+`, and `#` in place of `~`.
 */
const NAME =
  /^(?<key>.+)(?<sep>[+%])step\k<sep>(?<step>-?\d+)\k<sep>timestamp\k<sep>(?<timestamp>\d+)\k<sep>(?<id>[0-9a-f-]{36})(?<small>\k<sep>compressed)?\.\w+$/i;

/** The stepped images among the files of a folder, by key, step and time; other files are left out. */
export function steppedImages(entries: readonly ArtifactEntry[]): SteppedImage[] {
  const found = new Map<string, SteppedImage & { readonly hasFull: boolean }>();
  for (const { path, isFolder } of entries) {
    const groups = isFolder ? undefined : NAME.exec(baseName(path))?.groups;
    if (!groups) continue;
    const { key = '', step, timestamp, id = '', small } = groups;
    const known = found.get(id);
    found.set(id, {
      key: key.replaceAll(/[~#]/g, '/'),
      step: Number(step),
      timestampMs: Number(timestamp),
      path: small && known?.hasFull ? known.path : path,
      smallPath: small ? path : (known?.smallPath ?? path),
      hasFull: !small || (known?.hasFull ?? false),
    });
  }
  return [...found.values()]
    .map(({ key, step, timestampMs, path, smallPath }) => ({ key, step, timestampMs, path, smallPath }))
    .toSorted((a, b) => a.key.localeCompare(b.key) || a.step - b.step || a.timestampMs - b.timestampMs);
}

/** Keys in their order, each once. */
export const imageKeys = (images: readonly SteppedImage[]): string[] => [
  ...new Set(images.map(({ key }) => key)),
];

/** All steps of the images, ascending. */
export const imageSteps = (images: readonly SteppedImage[]): number[] =>
  [...new Set(images.map(({ step }) => step))].toSorted((a, b) => a - b);

/** The images of a key at a step; where there are none, those of the last step before. */
export function imagesAt(images: readonly SteppedImage[], key: string, step: number): SteppedImage[] {
  const before = images.filter((image) => image.key === key && image.step <= step);
  const nearest = before.at(-1)?.step;
  return before.filter((image) => image.step === nearest);
}
