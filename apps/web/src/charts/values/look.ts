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
  const probe = document.createElement('span');
  element.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const look = {
    ink: read('--ink'),
    soft: read('--ink-faint'),
    line: read('--line'),
    surface: read('--raised'),
    accent: read('--accent'),
    font: getComputedStyle(element).fontFamily,
    isDark,
  };
  probe.remove();
  return look;
}

/** From low to high: the same order in print and for readers who see fewer colours (after viridis). */
export const RAMP: readonly string[] = ['#3b2f7d', '#31688e', '#21918c', '#5ec962', '#e3d51b'];
