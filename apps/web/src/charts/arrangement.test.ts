import { describe, expect, it } from '@jest/globals';
import { addChart, changeChart, movedTo, removeChart, reorder, toggleSection } from './arrange.ts';
import { readArrangement, sectionsOf, writeArrangement } from './arrangement.ts';
import { readChartItem } from './chart-spec.ts';

const KEYS = ['loss', 'train/loss', 'train/lr', 'system/cpu', '__proto__/x'];
const scatter = readChartItem({ id: 'mine', spec: { kind: 'scatter', x: 'params.lr', y: 'metrics.loss' } });

describe('an arrangement of charts', () => {
  it('has a chart for each metric, by prefix, system metrics last', () => {
    const sections = sectionsOf(readArrangement(undefined), KEYS, '');
    expect(sections.map(({ title, items }) => [title, items.length])).toEqual([
      ['Metrics', 1],
      ['__proto__', 1],
      ['train', 2],
      ['System metrics', 1],
    ]);
    expect(sectionsOf(readArrangement(undefined), KEYS, 'LOSS').flatMap(({ items }) => items)).toHaveLength(
      2,
    );
  });

  it('is the same after it was stored as JSON', () => {
    if (!scatter) throw new Error('The chart could not be read.');
    let arrangement = addChart(readArrangement(undefined), scatter);
    arrangement = changeChart(arrangement, 'metric:loss', { width: 2, settings: { yLog: true } });
    arrangement = removeChart(arrangement, 'metric:train/lr');
    arrangement = reorder(toggleSection(arrangement, 'train'), 'train', ['metric:train/loss']);
    const view = JSON.parse(JSON.stringify(writeArrangement(arrangement))) as Record<string, unknown>;
    expect(readArrangement(view)).toEqual(arrangement);
    const sections = sectionsOf(readArrangement(view), KEYS, '');
    expect(sections[0]).toMatchObject({ title: 'Your charts', items: [{ id: 'mine' }] });
    expect(sections[1]?.items[0]).toMatchObject({ width: 2, settings: { yLog: true } });
    expect(sections.find(({ title }) => title === 'train')?.items).toHaveLength(1);
  });

  it('takes of what was stored only what makes sense', () => {
    const arrangement = readArrangement({
      settings: { smoothing: 7, x: 'sideways', yLog: 'yes', xLog: true },
      added: [
        null,
        { id: 1 },
        { id: 'a', spec: { kind: 'scatter', x: 'run', y: 3 } },
        { id: 'b', width: 99, spec: { kind: 'line', keys: ['k'] } },
      ],
      changes: [['metric:loss', { height: 1e9 }], 'nonsense'],
      removed: [1, 'x'],
      order: { a: 1 },
      closed: 'all',
    });
    expect(arrangement.settings).toMatchObject({ smoothing: 0.99, x: 'step', yLog: false, xLog: true });
    expect(arrangement.added).toMatchObject([{ id: 'b', width: 4 }]);
    expect(arrangement.changes.get('metric:loss')).toEqual({ height: 900 });
    expect([arrangement.removed, arrangement.order.size, arrangement.closed]).toEqual([['x'], 0, []]);
  });

  it('moves a chart to the place of another', () => {
    expect(movedTo(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  });
});
