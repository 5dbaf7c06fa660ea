import { ChartLine } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../components/states.tsx';
import { notify } from '../components/toast.tsx';
import { type Arrangement, ADDED, type Section, sectionsOf } from './arrangement.ts';
import { addChart, changeChart, removeChart, reorder, toggleSection } from './arrange.ts';
import styles from './charts-board.module.css';
import { CHART } from './chart-link.ts';
import { ChartsSection } from './charts-section.tsx';
import { ChartsToolbar } from './charts-toolbar.tsx';
import { type ChartItem, titleOf } from './chart-spec.ts';
import type { ChartRun } from './contract.ts';
import { EditChart } from './edit-chart.tsx';
import { EnlargedChart } from './enlarged-chart.tsx';
import { Highlight, HighlightContext } from './highlight.ts';
import { useLiveLines } from './lines/use-live-lines.ts';
import { ZoomsContext, ZoomStore } from './zooms.ts';

export interface ChartsBoardProps {
  readonly runs: readonly ChartRun[];
  readonly keys: {
    readonly metrics: readonly string[];
    readonly params: readonly string[];
    readonly tags: readonly string[];
  };
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  readonly highlighted: string | undefined;
  readonly onHighlight: (runId: string | undefined) => void;
  readonly isLive: boolean;
}

/** Charts in sections, with the bar that sets how all are drawn. */
export function ChartsBoard(props: ChartsBoardProps): ReactNode {
  const { runs, keys, arrangement, onArrange, highlighted, onHighlight, isLive } = props;
  const [parameters] = useSearchParams();
  const target = parameters.get(CHART) ?? undefined;
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<ChartItem | 'new'>();
  const [enlarged, setEnlarged] = useState<string>();
  const highlight = useHighlightOf(highlighted, onHighlight);
  const [zooms] = useState(() => new ZoomStore());
  zooms.isShared = arrangement.zoomsTogether;
  const { x, xKey, xLog } = arrangement.settings;
  useEffect(() => zooms.clear(), [zooms, x, xKey, xLog]);
  useLiveLines(runs, isLive);
  const sections = useMemo(
    () => sectionsOf(arrangement, keys.metrics, search),
    [arrangement, keys.metrics, search],
  );

  const remove = (item: ChartItem): void => {
    const before = arrangement;
    onArrange(removeChart(arrangement, item.id));
    notify(`Removed the chart ${titleOf(item).slice(0, 80)}`, {
      undo: () => Promise.resolve(onArrange(before)),
    });
  };
  const save = (item: ChartItem): void => {
    onArrange(edited === 'new' ? addChart(arrangement, item) : changeChart(arrangement, item.id, item));
    setEdited(undefined);
  };
  const move = (section: Section, ids: readonly string[]): void => {
    if (section.name !== ADDED) return onArrange(reorder(arrangement, section.name, ids));
    const place = new Map(ids.map((id, index) => [id, index]));
    const added = [...arrangement.added].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
    onArrange({ ...arrangement, added });
  };
  const shown = sections.flatMap(({ items }) => items).find((item) => item.id === enlarged);
  return (
    <HighlightContext value={highlight}>
      <ZoomsContext value={zooms}>
        <div className={styles['board']}>
          <ChartsToolbar
            arrangement={arrangement}
            onArrange={onArrange}
            keys={keys}
            search={search}
            onSearch={setSearch}
            onAdd={() => setEdited('new')}
          />
          {runs.length === 0 ? (
            <EmptyState icon={<ChartLine aria-hidden />} title="No run is shown">
              Open the eye of a run in the table to draw it here.
            </EmptyState>
          ) : (
            sections.map((section) => (
              <ChartsSection
                key={section.name}
                section={section}
                runs={runs}
                settings={arrangement.settings}
                isOpen={
                  search !== '' ||
                  !arrangement.closed.includes(section.name) ||
                  section.items.some(({ id }) => id === target)
                }
                target={target}
                onToggle={() => onArrange(toggleSection(arrangement, section.name))}
                onOrder={(ids) => move(section, ids)}
                onResize={(item, width, height) =>
                  onArrange(changeChart(arrangement, item.id, { width, height }))
                }
                onEdit={setEdited}
                onEnlarge={(item) => setEnlarged(item.id)}
                onRemove={remove}
              />
            ))
          )}
          {runs.length > 0 && sections.length === 0 && (
            <NoCharts search={search} hasKeys={keys.metrics.length > 0} />
          )}
        </div>
        {edited && (
          <EditChart
            item={edited === 'new' ? undefined : edited}
            keys={keys}
            onClose={() => setEdited(undefined)}
            onSave={save}
          />
        )}
        {shown && (
          <EnlargedChart
            item={shown}
            runs={runs}
            settings={arrangement.settings}
            onClose={() => setEnlarged(undefined)}
          />
        )}
      </ZoomsContext>
    </HighlightContext>
  );
}

function NoCharts({ search, hasKeys }: { readonly search: string; readonly hasKeys: boolean }): ReactNode {
  if (search !== '')
    return <EmptyState title="No chart is called so">Nothing matches “{search}”.</EmptyState>;
  if (hasKeys)
    return (
      <EmptyState title="All charts were removed">Add one, or bring all back in the settings.</EmptyState>
    );
  return (
    <EmptyState
      icon={<ChartLine aria-hidden />}
      title="No metrics yet"
      code={'mlflow.log_metric("loss", 0.31, step=1)'}
    >
      A chart appears here for each metric that is logged.
    </EmptyState>
  );
}

function useHighlightOf(
  highlighted: string | undefined,
  onHighlight: (runId: string | undefined) => void,
): Highlight {
  const tell = useRef(onHighlight);
  tell.current = onHighlight;
  const [highlight] = useState(() => new Highlight((runId) => tell.current(runId)));
  useEffect(() => highlight.show(highlighted), [highlight, highlighted]);
  return highlight;
}
