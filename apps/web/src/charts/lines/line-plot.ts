import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { drawTrace, type Projection } from './draw.ts';
import type { Range } from './extent.ts';
import { type AxesSetup, lookOf, type PlotLook, scalesAndAxes } from './plot-options.ts';
import { handleGestures } from './plot-gestures.ts';
import { handleTouches } from './touch-gestures.ts';
import type { Trace } from './trace.ts';

export interface PlotContent extends AxesSetup {
  readonly traces: readonly Trace[];
  readonly x: Range;
  readonly y: Range;
}

/** Where the pointer is: a place on the axes, and on the screen. */
export interface PlotCursor {
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly projection: Projection;
}

export interface PlotEvents {
  /** A range was chosen, or the view was moved. y is undefined where it is to follow the lines. */
  readonly onZoom: (x: Range, y: Range | undefined) => void;
  readonly onReset: () => void;
  readonly onCursor: (cursor: PlotCursor | undefined) => void;
}

const MANY = 40;

/**
 * A line chart on a canvas: uPlot draws axes and handles selection, the lines are drawn from columns of their own, as they share no
 * x. Highlighting draws on a second canvas above, so that a hundred lines are not drawn again for it.
 */
export class LinePlot {
  private plot: uPlot | undefined;
  private content: PlotContent | undefined;
  private look: PlotLook;
  private readonly overlay = document.createElement('canvas');
  private readonly resizes: ResizeObserver;
  private highlighted: string | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly events: PlotEvents,
  ) {
    this.look = lookOf(host);
    this.overlay.className = 'u-overlay';
    Object.assign(this.overlay.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
    });
    this.resizes = new ResizeObserver(() => this.resize());
    this.resizes.observe(host);
  }

  /** Shows this. Axes are made anew only where their kind differs. */
  show(content: PlotContent): void {
    const before = this.content;
    this.content = content;
    const isSame =
      before?.axis === content.axis && before.xLog === content.xLog && before.yLog === content.yLog;
    if (!this.plot || !isSame) return this.build();
    this.applyScales();
  }

  /** The theme has changed. */
  restyle(): void {
    this.look = lookOf(this.host);
    if (this.content) this.build();
  }

  /** Brings this run forward, whatever it is called here; undefined brings all back. */
  highlight(runId: string | undefined): void {
    if (this.highlighted === runId) return;
    this.highlighted = runId;
    this.drawOverlay();
  }

  destroy(): void {
    this.resizes.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }

  private build(): void {
    const { content, host } = this;
    this.plot?.destroy();
    this.plot = undefined;
    const { clientWidth: width, clientHeight: height } = host;
    if (!content || width < 20 || height < 20) return;
    const plot = new uPlot(
      {
        width,
        height,
        padding: [8, 10, 0, 0],
        ms: 1,
        legend: { show: false },
        ...scalesAndAxes(content, this.look),
        series: [{}, { scale: 'y', paths: () => null, points: { show: false } }],
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: true, uni: 24, dist: 5, setScale: false },
          bind: {
            dblclick: () => () => {
              this.events.onReset();
              return null;
            },
          },
        },
        hooks: {
          draw: [() => this.draw()],
          setSelect: [(made) => this.select(made)],
          setCursor: [(made) => this.moveCursor(made)],
        },
      },
      [
        [0, 1],
        [null, null],
      ],
      host,
    );
    this.plot = plot;
    plot.over.append(this.overlay);
    handleGestures(plot, this.events, () => this.content);
    handleTouches(plot, this.events, () => this.content);
    this.applyScales();
  }

  private applyScales(): void {
    const { plot, content } = this;
    if (!plot || !content) return;
    plot.batch(() => {
      plot.setScale('x', { min: content.x[0], max: content.x[1] });
      plot.setScale('y', { min: content.y[0], max: content.y[1] });
    });
    plot.redraw(false, true);
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!this.plot) return this.build();
    if (width < 20 || height < 20) return;
    if (width !== this.plot.width || height !== this.plot.height) this.plot.setSize({ width, height });
  }

  private projection(left: number, top: number): Projection | undefined {
    const { plot, content } = this;
    if (!plot || !content) return undefined;
    const { width, height } = plot.bbox;
    return {
      left,
      top,
      width,
      height,
      x: { min: content.x[0], max: content.x[1], isLog: content.xLog },
      y: { min: content.y[0], max: content.y[1], isLog: content.yLog },
      pixelRatio: uPlot.pxRatio,
    };
  }

  private draw(): void {
    const { plot, content } = this;
    const to = plot && this.projection(plot.bbox.left, plot.bbox.top);
    if (!plot || !content || !to) return;
    const { ctx } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(to.left, to.top, to.width, to.height);
    ctx.clip();
    const isMany = content.traces.length > MANY;
    for (const trace of content.traces)
      drawTrace(ctx, trace, to, { width: isMany ? 1.1 : 1.6, alpha: isMany ? 0.75 : 1 });
    ctx.restore();
    this.drawOverlay();
  }

  private drawOverlay(): void {
    const { plot, content, overlay, highlighted } = this;
    const to = this.projection(0, 0);
    const context = overlay.getContext('2d');
    if (!plot || !content || !to || !context) return;
    const traces =
      highlighted === undefined ? [] : content.traces.filter(({ runIds }) => runIds.includes(highlighted));
    overlay.style.visibility = traces.length === 0 ? 'hidden' : 'visible';
    if (traces.length === 0) return;
    const [width, height] = [Math.round(to.width), Math.round(to.height)];
    if (overlay.width !== width || overlay.height !== height) Object.assign(overlay, { width, height });
    context.clearRect(0, 0, width, height);
    if (content.traces.length > traces.length) {
      context.globalAlpha = 0.62;
      context.fillStyle = this.look.surface;
      context.fillRect(0, 0, width, height);
    }
    for (const trace of traces) drawTrace(context, trace, to, { width: 2.4, alpha: 1 });
  }

  private select(plot: uPlot): void {
    const { left, top, width, height } = plot.select;
    if (width <= 0 || height <= 0) return;
    const x: Range = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
    // A selection over the whole height is one of x alone.
    const hasY = height < plot.over.clientHeight - 1;
    const hasX = width < plot.over.clientWidth - 1;
    const y: Range | undefined = hasY
      ? [plot.posToVal(top + height, 'y'), plot.posToVal(top, 'y')]
      : undefined;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.events.onZoom(hasX ? x : (this.content?.x ?? x), y);
  }

  private moveCursor(plot: uPlot): void {
    const { left = -1, top = -1 } = plot.cursor;
    const projection = this.projection(0, 0);
    // While a button is held something is dragged, and nothing is read.
    const isDragging = (plot.cursor.event?.buttons ?? 0) !== 0;
    if (left < 0 || isDragging || !projection) return this.events.onCursor(undefined);
    const box = plot.over.getBoundingClientRect();
    this.events.onCursor({
      x: plot.posToVal(left, 'x'),
      y: plot.posToVal(top, 'y'),
      clientX: box.left + left,
      clientY: box.top + top,
      projection,
    });
  }
}
