import type { LineAxis } from '../api/histories.ts';
import type { Spread } from './lines/group.ts';

/** How line charts are drawn, all of them; a chart may have its own. */
export interface LineSettings {
  readonly x: LineAxis;
  /** The metric of the x axis, when it is one. */
  readonly xKey: string | undefined;
  readonly xLog: boolean;
  readonly yLog: boolean;
  /** From 0 to 0.99. */
  readonly smoothing: number;
  readonly hidesOutliers: boolean;
  /** What lines are grouped by: `params.lr`, `tags.team`. */
  readonly groupBy: string | undefined;
  readonly spread: Spread;
}

export const DEFAULT_LINE_SETTINGS: LineSettings = {
  x: 'step',
  xKey: undefined,
  xLog: false,
  yLog: false,
  smoothing: 0,
  hidesOutliers: false,
  groupBy: undefined,
  spread: 'range',
};

const AXES: readonly LineAxis[] = ['step', 'time', 'relative', 'metric'];

/** What of stored settings makes sense, whoever stored them. */
export function readLineSettings(value: unknown): Partial<LineSettings> {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const settings: { -readonly [Name in keyof LineSettings]?: LineSettings[Name] } = {};
  const axis = AXES.find((each) => each === given['x']);
  if (axis !== undefined && (axis !== 'metric' || typeof given['xKey'] === 'string')) settings.x = axis;
  if (typeof given['xKey'] === 'string') settings.xKey = given['xKey'];
  for (const name of ['xLog', 'yLog', 'hidesOutliers'] as const)
    if (typeof given[name] === 'boolean') settings[name] = given[name];
  if (typeof given['smoothing'] === 'number')
    settings.smoothing = Math.min(0.99, Math.max(0, given['smoothing'] || 0));
  if (typeof given['groupBy'] === 'string') settings.groupBy = given['groupBy'];
  if (given['spread'] === 'range' || given['spread'] === 'deviation' || given['spread'] === 'none')
    settings.spread = given['spread'];
  return settings;
}

export function axisLabel({ x, xKey }: LineSettings): string {
  if (x === 'metric') return xKey ?? '';
  return { step: 'Step', time: 'Time', relative: 'Time since start' }[x];
}
