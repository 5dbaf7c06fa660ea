import { type Curve, firstAtLeast, type Trace } from './trace.ts';

/** How x and y become device pixels within the plot. */
export interface Projection {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly pixelRatio: number;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
}

/** Pixels beyond the plot at which a line may end: canvases draw numbers that are too large at the wrong place. */
const FAR = 20_000;

export function xToPixel(to: Projection, x: number): number {
  return to.left + share(to.x, x) * to.width;
}

export function yToPixel(to: Projection, y: number): number {
  return Math.max(-FAR, Math.min(FAR, to.top + (1 - share(to.y, y)) * to.height));
}

function share({ min, max, isLog }: Scale, value: number): number {
  if (!isLog) return (value - min) / (max - min);
  return value > 0 ? Math.log(value / min) / Math.log(max / min) : -FAR;
}

export interface Stroke {
  readonly width: number;
  readonly alpha: number;
}

/** Draws a trace: its band, what was logged behind a smoothed curve, the curve, and marks for what is no number. */
export function drawTrace(
  context: CanvasRenderingContext2D,
  trace: Trace,
  to: Projection,
  stroke: Stroke,
): void {
  const { pixelRatio } = to;
  context.strokeStyle = trace.color;
  context.fillStyle = trace.color;
  // Round joins take several times as long, and nobody sees them on thin lines.
  context.lineJoin = stroke.width > 2 ? 'round' : 'bevel';
  if (trace.band) {
    context.globalAlpha = 0.16 * stroke.alpha;
    fillBand(context, trace.band, to);
  }
  if (trace.faint) {
    context.globalAlpha = 0.22 * stroke.alpha;
    context.lineWidth = pixelRatio;
    strokeCurve(context, trace.faint, to);
  }
  context.globalAlpha = stroke.alpha;
  context.lineWidth = stroke.width * pixelRatio;
  context.setLineDash(trace.dash.map((length) => length * pixelRatio));
  strokeCurve(context, trace, to);
  context.setLineDash([]);
  for (const { x, kind } of trace.odd) drawOdd(context, xToPixel(to, x), kind, to);
  context.globalAlpha = 1;
}

function strokeCurve(context: CanvasRenderingContext2D, { xs, ys }: Curve, to: Projection): void {
  const start = Math.max(0, firstAtLeast(xs, to.x.min) - 1);
  const end = Math.min(xs.length, firstAtLeast(xs, to.x.max) + 1);
  let isOpen = false;
  context.beginPath();
  for (let i = start; i < end; i += 1) {
    const y = ys[i] as number;
    if (!isDrawn(y)) {
      isOpen = false;
      continue;
    }
    const px = xToPixel(to, xs[i] as number);
    const py = yToPixel(to, y);
    if (isOpen) context.lineTo(px, py);
    else if (isDrawn(ys[i + 1] ?? NaN)) context.moveTo(px, py);
    else {
      // A point without neighbours is a dot.
      const radius = 1.5 * to.pixelRatio;
      context.moveTo(px + radius, py);
      context.arc(px, py, radius, 0, 2 * Math.PI);
    }
    isOpen = true;
  }
  context.stroke();
}

/** Whether a value is a number that a line goes through. */
export function isDrawn(value: number): boolean {
  return Math.abs(value) < Number.MAX_VALUE;
}

function fillBand(
  context: CanvasRenderingContext2D,
  { xs, lows, highs }: NonNullable<Trace['band']>,
  to: Projection,
): void {
  context.beginPath();
  for (let i = 0; i < xs.length; i += 1)
    context.lineTo(xToPixel(to, xs[i] as number), yToPixel(to, highs[i] as number));
  for (let i = xs.length - 1; i >= 0; i -= 1)
    context.lineTo(xToPixel(to, xs[i] as number), yToPixel(to, lows[i] as number));
  context.closePath();
  context.fill();
}

/** A triangle at the top or bottom edge for an infinity, a cross at the bottom for a NaN. */
function drawOdd(context: CanvasRenderingContext2D, x: number, kind: string, to: Projection): void {
  const size = 4 * to.pixelRatio;
  const y = kind === '+∞' ? to.top + size : to.top + to.height - size;
  context.beginPath();
  if (kind === 'NaN') {
    context.lineWidth = 1.5 * to.pixelRatio;
    context.moveTo(x - size * 0.7, y - size * 0.7);
    context.lineTo(x + size * 0.7, y + size * 0.7);
    context.moveTo(x - size * 0.7, y + size * 0.7);
    context.lineTo(x + size * 0.7, y - size * 0.7);
    context.stroke();
    return;
  }
  const tip = kind === '+∞' ? -size : size;
  context.moveTo(x, y + tip);
  context.lineTo(x - size, y - tip * 0.7);
  context.lineTo(x + size, y - tip * 0.7);
  context.fill();
}
