import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/states.tsx';
import { counted, formatNumber } from '../../format/numbers.ts';
import { type ChartSpec, fieldName, fieldsOf } from '../chart-spec.ts';
import type { ChartRun } from '../contract.ts';
import table from '../lines/trace-table.module.css';
import type { RunValues } from '../run-values.ts';
import { EChart } from './echart.tsx';
import { optionOf } from './option-of.ts';

export type ValuesSpec = Exclude<ChartSpec, { kind: 'line' | 'bar' }>;

export interface ValuesChartProps {
  readonly title: string;
  readonly spec: ValuesSpec;
  readonly runs: readonly ChartRun[];
  readonly values: RunValues;
  readonly isTable: boolean;
}

/** A chart of values that runs have, one each: scatter, parallel coordinates, contour, box. */
export default function ValuesChart(props: ValuesChartProps): ReactNode {
  const { title, spec, runs, values, isTable } = props;
  const [chosen, setChosen] = useState<number>();
  const [resets, setResets] = useState(0);
  const fields = useMemo(() => fieldsOf(spec), [spec]);
  // The same list as long as it holds the same: a chart that is made anew forgets what was chosen in it.
  const shown = useMemo(
    () => runs.filter((run) => fields.some((field) => values(run.id, field) !== undefined)),
    [runs, fields, values],
  );
  if (shown.length === 0)
    return <EmptyState title="No values">None of the shown runs has what this chart compares.</EmptyState>;
  if (isTable) return <ValuesTable title={title} fields={fields} runs={shown} values={values} />;
  const complete = shown.filter((run) => needed(spec).every((field) => values(run.id, field) !== undefined));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <div style={{ flex: 1, minHeight: 0 }}>
        <EChart
          label={`${KINDS[spec.kind]}: ${title}, ${counted(complete.length, 'run')}. The menu shows it as a table.`}
          onChosen={setChosen}
          runs={shown}
          makeOption={(look) => optionOf(spec, shown, values, look)}
          optionKey={[spec, shown, values, resets]}
        />
      </div>
      {chosen !== undefined && (
        <p role="status" className="soft" style={{ padding: '0 8px 6px', fontSize: 'var(--text-sm)' }}>
          {counted(chosen, 'run')} of {complete.length} within the chosen ranges{' '}
          <Button small look="ghost" onClick={() => setResets(resets + 1)}>
            Show all
          </Button>
        </p>
      )}
      {complete.length < runs.length && (
        <p className="soft" style={{ padding: '0 8px', fontSize: 'var(--text-sm)' }}>
          {complete.length} of {counted(runs.length, 'run')}: the others lack a value.
        </p>
      )}
    </div>
  );
}

/** Without these a run has no place in the chart. */
function needed(spec: ValuesSpec): readonly string[] {
  if (spec.kind === 'scatter') return [spec.x, spec.y];
  return spec.kind === 'box' ? [spec.field] : fieldsOf(spec);
}

const KINDS = {
  scatter: 'Scatter plot',
  parallel: 'Parallel coordinates',
  contour: 'Contour plot',
  box: 'Box plot',
};

function ValuesTable({
  title,
  fields,
  runs,
  values,
}: Pick<ValuesChartProps, 'title' | 'runs' | 'values'> & { readonly fields: readonly string[] }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={table['scroll']} tabIndex={0} role="region" aria-label={`${title} as a table`}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                <bdi>{fieldName(field)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <span className={table['swatch']} style={{ background: run.color }} />
                <bdi>{run.name}</bdi>
              </th>
              {fields.map((field) => {
                const value = values(run.id, field);
                return (
                  <td key={field}>{typeof value === 'number' ? formatNumber(value) : (value ?? '–')}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
