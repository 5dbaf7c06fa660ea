/** The parameter of a page's address that names a chart: the page opens scrolled to it. */
export const CHART = 'chart';

/** The chart of a metric. */
export const metricChart = (key: string): string => `metric:${key}`;

/** The address of a chart on the page at this address. */
export function linkToChart(address: string, id: string): string {
  const url = new URL(address);
  const [path = '', query = ''] = url.hash.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set(CHART, id);
  url.hash = `${path}?${parameters.toString()}`;
  return url.href;
}
