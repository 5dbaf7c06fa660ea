import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { RunValues } from '../../charts/run-values.ts';
import { Button } from '../../components/button.tsx';
import { KeyPicker } from '../../components/key-picker.tsx';
import { Card } from '../../components/page.tsx';
import { Skeleton } from '../../components/states.tsx';
import styles from './sweeps.module.css';
import type { SweepChartState } from './use-sweep-chart.ts';

const ValuesChart = lazy(() => import('../../charts/values/values-chart.tsx'));

export interface SweepChartProps {
  readonly chart: SweepChartState;
  /** Undefined until they are here. */
  readonly values: RunValues | undefined;
}

/** The runs as lines across the parameters that vary and the metrics. */
export function SweepChart({ chart, values }: SweepChartProps): ReactNode {
  const { drawn, fields, metrics, allMetrics, toggleMetric } = chart;
  const [isTable, setTable] = useState(false);
  const spec = useMemo(() => ({ kind: 'parallel', fields }) as const, [fields]);
  return (
    <Card
      title="Parameters and metrics"
      actions={
        <span className={styles['chartTools']}>
          {allMetrics.length > 0 && (
            <KeyPicker
              label="Metrics"
              isMany
              placeholder="Choose metrics"
              chosen={metrics}
              choices={allMetrics.map((name) => [name, name] as const)}
              onChoose={toggleMetric}
            />
          )}
          <Button small aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? 'As a chart' : 'As a table'}
          </Button>
        </span>
      }
    >
      <div className={styles['chart']}>
        {values ? (
          <Suspense fallback={<Skeleton height="100%" />}>
            <ValuesChart
              title="Parallel coordinates"
              spec={spec}
              runs={drawn}
              values={values}
              isTable={isTable}
            />
          </Suspense>
        ) : drawn.length === 0 ? (
          <p className="soft">Its runs stand here as soon as they have begun.</p>
        ) : (
          <Skeleton height="100%" />
        )}
      </div>
    </Card>
  );
}
