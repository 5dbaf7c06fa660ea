import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { type Millrace, startMillrace } from '../support/millrace.ts';
import { Rest } from '../support/rest.ts';
import { ROOT } from '../support/server-process.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

let millrace: Millrace | undefined;
let exposed: Map<string, Set<string>>;
beforeAll(async () => {
  millrace = await startMillrace();
  await new Rest(millrace.url).post('runs/create', { experiment_id: '0' });
  exposed = namesOf(await (await fetch(`${millrace.url}/metrics`)).text());
}, 120_000);
afterAll(() => millrace?.stop());

/** The metrics of a text in Prometheus' format, with the names of their labels. */
function namesOf(text: string): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = names.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    names.set(name, known);
  }
  return names;
}

/** What Prometheus adds when it scrapes, or what Grafana fills in. */
const OF_PROMETHEUS = new Set(['job', 'instance', 'service', 'le']);

function check(expression: string): void {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(text).iterate({
    enter({ name, from, to, type }) {
      if (type.isError) throw new Error(`No PromQL at ${from} of ${text}`);
      const word = text.slice(from, to);
      if (name === 'Identifier' && !OF_PROMETHEUS.has(word) && word !== 'up') metrics.push(word);
      if (name === 'LabelName') labels.push(word);
    },
  });
  for (const metric of metrics) expect(exposed.has(metric) ? metric : `no metric ${metric}`).toBe(metric);
  const known = new Set([...OF_PROMETHEUS, ...metrics.flatMap((metric) => [...(exposed.get(metric) ?? [])])]);
  for (const label of labels) expect(known.has(label) ? label : `no label ${label} in ${text}`).toBe(label);
}

it('every expression of the dashboard is PromQL about what /metrics has', async () => {
  const { panels } = JSON.parse(
    await readFile(join(ROOT, 'monitoring/grafana-dashboard.json'), 'utf8'),
  ) as Dashboard;
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(10);
  for (const expression of expressions) check(expression);
});

it('and so is every alert rule', async () => {
  const { groups } = parse(await readFile(join(ROOT, 'monitoring/alerts.yml'), 'utf8')) as Rules;
  const rules = groups.flatMap(({ rules: of }) => of);
  expect(rules.map(({ alert }) => alert)).toContain('MillraceDependencyDown');
  for (const { expr } of rules) check(expr);
});

it('a mistake would be noticed', () => {
  expect(() => check('sum by (service) (rate(http_requests_total[5m])')).toThrow('No PromQL');
  expect(() => check('rate(http_requests_total[5m])')).toThrow('no metric http_requests_total');
  expect(() => check('sum by (verb) (http_request_duration_seconds_count)')).toThrow('no label verb');
});
