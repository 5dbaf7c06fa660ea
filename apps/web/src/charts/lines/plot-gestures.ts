import type uPlot from 'uplot';
import type { Range } from './extent.ts';
import type { PlotContent, PlotEvents } from './line-plot.ts';

/**
 * Moving and zooming by hand: Shift and drag, or the middle button, move the view; the wheel zooms with Ctrl or Command, and
 * moves sideways. A drag without keys selects, which uPlot does.
 */
export function handleGestures(
  plot: uPlot,
  events: PlotEvents,
  contentOf: () => PlotContent | undefined,
): void {
  const { over } = plot;
  over.addEventListener(
    'mousedown',
    (event) => {
      const content = contentOf();
      if (!content || !(event.shiftKey || event.button === 1)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const from = event.clientX;
      const move = onceAFrame((moved: MouseEvent) =>
        events.onZoom(
          moveRange(content.x, (from - moved.clientX) / over.clientWidth, content.xLog),
          undefined,
        ),
      );
      const end = (): void => {
        removeEventListener('mousemove', move);
        removeEventListener('mouseup', end);
      };
      addEventListener('mousemove', move);
      addEventListener('mouseup', end);
    },
    { capture: true },
  );
  over.addEventListener(
    'wheel',
    (event) => {
      const content = contentOf();
      if (!content) return;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const at = (event.clientX - over.getBoundingClientRect().left) / over.clientWidth;
        events.onZoom(zoomRange(content.x, Math.exp(event.deltaY * 0.004), at, content.xLog), undefined);
      } else if (sideways !== 0) {
        event.preventDefault();
        events.onZoom(moveRange(content.x, sideways / over.clientWidth, content.xLog), undefined);
      }
    },
    { passive: false },
  );
}

/** Calls back with the last event of each frame: a mouse tells of many more than are drawn. */
function onceAFrame(act: (event: MouseEvent) => void): (event: MouseEvent) => void {
  let last: MouseEvent | undefined;
  return (event) => {
    if (last === undefined)
      requestAnimationFrame(() => {
        const given = last;
        last = undefined;
        if (given) act(given);
      });
    last = event;
  };
}

/** Moves a range by a share of its width. */
export function moveRange([low, high]: Range, share: number, isLog: boolean): Range {
  if (!isLog) return [low + (high - low) * share, high + (high - low) * share];
  const factor = (high / low) ** share;
  return [low * factor, high * factor];
}

/** A range that was moved or widened past what there is, brought back; undefined when it would show all. */
export function within(range: Range, whole: Range, isLog: boolean): Range | undefined {
  if (isLog) {
    const logs = within(logOf(range), logOf(whole), false);
    return logs && [Math.exp(logs[0]), Math.exp(logs[1])];
  }
  const [low, high] = range;
  if (high - low >= whole[1] - whole[0]) return undefined;
  const by = Math.max(0, whole[0] - low) - Math.max(0, high - whole[1]);
  return [low + by, high + by];
}

const logOf = ([low, high]: Range): Range => [Math.log(low), Math.log(high)];

/** Makes a range wider or narrower by a factor, around the place at this share of its width. */
export function zoomRange([low, high]: Range, factor: number, at: number, isLog: boolean): Range {
  if (isLog) {
    const [a, b] = zoomRange(logOf([low, high]), factor, at, false);
    return [Math.exp(a), Math.exp(b)];
  }
  const center = low + (high - low) * at;
  return [center - (center - low) * factor, center + (high - center) * factor];
}
