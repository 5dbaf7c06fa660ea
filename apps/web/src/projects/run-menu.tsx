import { CopyCheck, Ellipsis, OctagonX, RotateCcw, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProjectRun } from '../api/project-runs.ts';
import { IconButton } from '../components/button.tsx';
import { LazyMenu, MenuItem } from '../components/menu.tsx';
import { type RunChange, useRunChanges } from './use-run-changes.ts';

export const CHANGE_ICONS: Readonly<Record<RunChange['id'], ReactNode>> = {
  cancel: <OctagonX aria-hidden />,
  retry: <RotateCcw aria-hidden />,
  rerun: <SlidersHorizontal aria-hidden />,
  reproduce: <CopyCheck aria-hidden />,
};

/** What can be done about a run, as a menu. */
export function RunMenu({
  run,
  isSmall = false,
}: {
  readonly run: ProjectRun;
  readonly isSmall?: boolean;
}): ReactNode {
  return (
    <LazyMenu
      align="end"
      trigger={
        <IconButton label="Actions" small={isSmall} look={isSmall ? 'ghost' : 'secondary'} quiet>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {() => <Items run={run} />}
    </LazyMenu>
  );
}

function Items({ run }: { readonly run: ProjectRun }): ReactNode {
  return useRunChanges(run).map(({ id, label, act }) => (
    <MenuItem key={id} icon={CHANGE_ICONS[id]} danger={id === 'cancel'} onClick={act}>
      {label}
    </MenuItem>
  ));
}
