import type uPlot from 'uplot';
import type { Range } from './extent.ts';
import type { PlotContent, PlotEvents } from './line-plot.ts';
import { moveRange, zoomRange } from './plot-gestures.ts';

/** Moving by one finger sideways, and zooming by two. Up and down the page scrolls, as ever. */
export function handleTouches(
  plot: uPlot,
  events: PlotEvents,
  contentOf: () => PlotContent | undefined,
): void {
  const { over } = plot;
  let from: { readonly range: Range; readonly fingers: Fingers } | undefined;
  const begin = ({ touches }: TouchEvent): void => {
    const content = contentOf();
    from = content && touches.length > 0 ? { range: content.x, fingers: fingersOf(touches) } : undefined;
  };
  over.addEventListener('touchstart', begin, { passive: true });
  over.addEventListener('touchend', begin, { passive: true });
  over.addEventListener(
    'touchmove',
    (event) => {
      const content = contentOf();
      const fingers = fingersOf(event.touches);
      if (!content || !from || fingers.count !== from.fingers.count) return;
      event.preventDefault();
      const { left } = over.getBoundingClientRect();
      const width = over.clientWidth;
      const at = (from.fingers.middle - left) / width;
      const factor = fingers.count > 1 ? from.fingers.apart / Math.max(fingers.apart, 1) : 1;
      const zoomed = zoomRange(from.range, factor, at, content.xLog);
      events.onZoom(
        moveRange(zoomed, (from.fingers.middle - fingers.middle) / width, content.xLog),
        undefined,
      );
    },
    { passive: false },
  );
}

interface Fingers {
  readonly count: number;
  /** Where they are, and how far from each other, in pixels. */
  readonly middle: number;
  readonly apart: number;
}

function fingersOf(touches: TouchList): Fingers {
  const [first, second] = [touches[0], touches[1]];
  if (!first) return { count: 0, middle: 0, apart: 0 };
  if (!second) return { count: 1, middle: first.clientX, apart: 0 };
  return {
    count: 2,
    middle: (first.clientX + second.clientX) / 2,
    apart: Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY),
  };
}
