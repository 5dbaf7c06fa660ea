import type { ReactNode } from 'react';
import type { ProjectRun } from '../api/project-runs.ts';
import { useCommands } from '../app/commands.ts';
import { Button } from '../components/button.tsx';
import { CHANGE_ICONS } from './run-menu.tsx';
import { type RunChange, useRunChanges } from './use-run-changes.ts';

const KEYS: Readonly<Record<RunChange['id'], string>> = {
  cancel: 'x',
  retry: 'r',
  rerun: 'e',
  reproduce: 'p',
};

/** What can be done about a run, as buttons, from the keyboard and in the palette. */
export function RunButtons({ run }: { readonly run: ProjectRun }): ReactNode {
  const changes = useRunChanges(run);
  useCommands(
    changes.map(({ id, label, act }) => ({
      id: `project-${id}`,
      group: 'This run',
      label: label.replace('…', ''),
      keys: KEYS[id],
      run: act,
    })),
  );
  return changes.map(({ id, label, act }) => (
    <Button key={id} onClick={act} look={id === 'cancel' ? 'danger' : 'secondary'}>
      {CHANGE_ICONS[id]} {label}
    </Button>
  ));
}
