import { useQueries } from '@tanstack/react-query';
import { Files } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Run } from '../api/runs.ts';
import { useStored } from '../app/stored.ts';
import { ArtifactTree } from '../artifacts/artifact-tree.tsx';
import browser from '../artifacts/browser.module.css';
import { treeRows } from '../artifacts/tree-rows.ts';
import { Split } from '../components/split.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../components/states.tsx';
import { ComparedFile } from './compared-file.tsx';
import { mergedFolder, type MergedEntry, mergedKey, useMergedFolder } from './merged-folder.ts';

export interface ArtifactsPanelProps {
  readonly runs: readonly Run[];
  readonly colors: readonly string[];
}

/** The artifacts of all runs as one tree; a file of it is shown as each run has it. */
export default function ArtifactsPanel({ runs, colors }: ArtifactsPanelProps): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState('');
  const [share, setShare] = useStored('compare.share', 0.25);
  const root = useMergedFolder(runs, '');
  const folders = [...open];
  const listings = useQueries({
    queries: folders.map((folder) => ({
      queryKey: mergedKey(runs, folder),
      queryFn: () => mergedFolder(runs, folder),
      staleTime: 30_000,
    })),
  });
  const entriesOf = (folder: string): readonly MergedEntry[] | undefined =>
    folder === '' ? root.data : listings[folders.indexOf(folder)]?.data;

  if (root.error)
    return <ErrorState error={root.error} what="The artifacts" onRetry={() => void root.refetch()} />;
  if (!root.data) return <SkeletonLines count={8} />;
  if (root.data.length === 0)
    return <EmptyState icon={<Files aria-hidden />} title="None of these runs has artifacts" />;

  const all = ['', ...folders].flatMap((folder) => entriesOf(folder) ?? []);
  const entry = all.find(({ path }) => path === selected);
  const tree = (
    <div className={browser['side']}>
      <ArtifactTree
        rows={treeRows(entriesOf, open)}
        selected={selected}
        onSelect={setSelected}
        onToggle={(folder, isOpen) =>
          setOpen(isOpen ? new Set([...open, folder]) : new Set([...open].filter((each) => each !== folder)))
        }
      />
    </div>
  );
  return (
    <Split
      label="Width of the tree"
      share={share}
      onShare={setShare}
      first={tree}
      second={
        entry && !entry.isFolder ? (
          <ComparedFile
            key={entry.path}
            path={entry.path}
            runs={runs.filter(({ id }) => entry.sizes.has(id))}
            total={runs.length}
            colors={colors.filter((_, index) => entry.sizes.has(runs[index]?.id ?? ''))}
          />
        ) : (
          <div className={browser['alone']}>
            <EmptyState icon={<Files aria-hidden />} title="Choose a file">
              Texts are shown side by side with what differs marked, images beside one another.
            </EmptyState>
          </div>
        )
      }
    />
  );
}
