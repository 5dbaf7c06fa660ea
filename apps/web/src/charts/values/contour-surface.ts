import { rampColor } from './ramp.ts';

export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A surface as rows of heights, from the lowest y to the highest. */
export interface Surface {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z: readonly [number, number];
  readonly rows: readonly Float64Array[];
}

const [COLUMNS, ROWS] = [120, 90];
const LEVELS = 10;

/** Estimates z everywhere between the samples, each weighing by the inverse cube of its distance. Undefined for fewer than three. */
export function interpolate(samples: readonly Sample[]): Surface | undefined {
  if (samples.length < 3) return undefined;
  const extent = (of: (sample: Sample) => number): [number, number] => {
    const values = samples.map(of);
    return [Math.min(...values), Math.max(...values)];
  };
  const [x, y, z] = [extent((s) => s.x), extent((s) => s.y), extent((s) => s.z)];
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  if (!(width > 0 && height > 0)) return undefined;
  const rows = Array.from({ length: ROWS }, (_, row) =>
    Float64Array.from({ length: COLUMNS }, (_each, column) => {
      const [px, py] = [column / (COLUMNS - 1), row / (ROWS - 1)];
      let [sum, weights] = [0, 0];
      for (const sample of samples) {
        const distance = Math.hypot((sample.x - x[0]) / width - px, (sample.y - y[0]) / height - py);
        const weight = 1 / (distance ** 3 + 1e-6);
        sum += weight * sample.z;
        weights += weight;
      }
      return sum / weights;
    }),
  );
  return { x, y, z, rows };
}

/** The surface in steps of colour, whose edges are its contours, as a picture. */
export function contourImage({ rows, z }: Surface, ramp: readonly string[]): HTMLCanvasElement {
  const scale = 4;
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * scale;
  canvas.height = ROWS * scale;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const level = (height: number): number =>
    Math.min(LEVELS - 1, Math.floor(((height - z[0]) / (z[1] - z[0] || 1)) * LEVELS));
  const at = (row: number, column: number): number => {
    const [r, c] = [Math.min(ROWS - 1.001, row), Math.min(COLUMNS - 1.001, column)];
    const [r0, c0] = [Math.floor(r), Math.floor(c)];
    const cell = (i: number, j: number): number => rows[r0 + i]?.[c0 + j] ?? 0;
    const low = cell(0, 0) + (cell(0, 1) - cell(0, 0)) * (c - c0);
    const high = cell(1, 0) + (cell(1, 1) - cell(1, 0)) * (c - c0);
    return low + (high - low) * (r - r0);
  };
  for (let py = 0; py < canvas.height; py += 1) {
    // Pictures begin at the top, surfaces at the lowest y.
    const row = ((canvas.height - 1 - py) / (canvas.height - 1)) * (ROWS - 1);
    let start = 0;
    let current = level(at(row, 0));
    for (let px = 1; px <= canvas.width; px += 1) {
      const next = px === canvas.width ? -1 : level(at(row, (px / (canvas.width - 1)) * (COLUMNS - 1)));
      if (next === current) continue;
      context.fillStyle = rampColor(ramp, (current + 0.5) / LEVELS);
      context.fillRect(start, py, px - start, 1);
      start = px;
      current = next;
    }
  }
  return canvas;
}
