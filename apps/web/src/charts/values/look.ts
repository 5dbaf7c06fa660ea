import { readColor } from '../read-color.ts';

/** The theme's colours as an ECharts canvas needs them. */
export interface ChartLook {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly font: string;
  readonly isDark: boolean;
}

export function chartLookOf(element: Element, isDark: boolean): ChartLook {
  return {
    ink: readColor(element, '--ink'),
    soft: readColor(element, '--ink-faint'),
    line: readColor(element, '--line'),
    surface: readColor(element, '--raised'),
    accent: readColor(element, '--accent'),
    font: getComputedStyle(element).fontFamily,
    isDark,
  };
}

/**
 * From low to high: the same order in print and for readers who see fewer colours (after viridis), with a brighter beginning on
 * dark ground.
 */
const RAMPS = {
  light: ['#3b2f7d', '#31688e', '#21918c', '#5ec962', '#e3d51b'],
  dark: ['#8577e0', '#5592cf', '#33b0a4', '#74d172', '#efe35c'],
};

export function rampOf({ isDark }: Pick<ChartLook, 'isDark'>): readonly string[] {
  return isDark ? RAMPS.dark : RAMPS.light;
}
