import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Run } from '../api/runs.ts';
import { readText } from '../artifacts/use-artifact.ts';
import { Switch } from '../components/choices.tsx';
import { classes } from '../components/classes.ts';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { VirtualGrid } from '../components/virtual-grid.tsx';
import { counted, formatBytes } from '../format/numbers.ts';
import styles from './compare.module.css';
import { placeOf } from './merged-folder.ts';
import type { DiffLine } from './side-by-side.ts';

const MOST_BYTES = 500_000;
const CHARACTER = 7.3;

export interface TextDiffProps {
  readonly path: string;
  readonly before: Run;
  readonly after: Run;
}

/** A text as two runs have it, side by side, with the lines that differ marked. */
export function TextDiff({ path, before, after }: TextDiffProps): ReactNode {
  const [onlyChanged, setOnlyChanged] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['artifact-diff', path, before.id, after.id],
    queryFn: async ({ signal }) => {
      const [left, right] = await Promise.all(
        [before, after].map((run) => readText(placeOf(run), path, MOST_BYTES, signal)),
      );
      const { sideBySide } = await import('./side-by-side.ts');
      return {
        rows: sideBySide(left?.text ?? '', right?.text ?? ''),
        isPart: (left?.isPart ?? false) || (right?.isPart ?? false),
      };
    },
  });
  if (error) return <ErrorState error={error} what="This file" onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={10} />;
  const { rows, isPart } = data;
  if (!rows) return <EmptyState title="The texts have too little in common to be compared line by line" />;
  const changed = rows.filter(({ isSame }) => !isSame);
  const shown = onlyChanged ? changed : rows;
  const longest = Math.min(
    1000,
    rows.reduce(
      (most, { left, right }) => Math.max(most, left?.text.length ?? 0, right?.text.length ?? 0),
      40,
    ),
  );
  const width = Math.round(longest * CHARACTER) + 70;
  return (
    <>
      <div className={styles['controls']}>
        <span role="status">
          {changed.length === 0
            ? 'The texts are the same'
            : counted(changed.length, 'line differs', 'lines differ')}
          {isPart && ` in the first ${formatBytes(MOST_BYTES)}`}
        </span>
        {changed.length > 0 && (
          <Switch checked={onlyChanged} onChange={setOnlyChanged} label="Only what differs" />
        )}
      </div>
      <VirtualGrid
        label="Texts side by side"
        className={styles['grid']}
        rowCount={shown.length}
        rowHeight={22}
        headerHeight={30}
        grow="last"
        columns={[{ id: 'right', header: after.name, width }]}
        rowHead={{
          header: before.name,
          isPlain: true,
          width: Math.min(width, Math.max(240, window.innerWidth / 3)),
          cell: (index) => (
            <Line line={shown[index]?.left} isMarked={shown[index]?.isSame === false} look="removed" />
          ),
        }}
        cellClass={() => styles['diffCell']}
        cell={(index) => (
          <Line line={shown[index]?.right} isMarked={shown[index]?.isSame === false} look="added" />
        )}
      />
    </>
  );
}

interface LineProps {
  readonly line: DiffLine | undefined;
  readonly isMarked: boolean;
  readonly look: 'added' | 'removed';
}

function Line({ line, isMarked, look }: LineProps): ReactNode {
  return (
    <span
      className={classes(
        styles['diffLine'],
        look === 'removed' && styles['left'],
        isMarked && (line ? styles[look] : styles['gap']),
      )}
      title={line && line.text.length > 60 ? line.text : undefined}
    >
      <span className={styles['lineNumber']}>{line?.number}</span>
      <code>{line?.text}</code>
    </span>
  );
}
