import { useNavigate } from 'react-router';
import {
  cancelProjectRun,
  type ProjectRun,
  reproduceProjectRun,
  retryProjectRun,
} from '../api/project-runs.ts';
import { useChange } from '../components/use-change.ts';
import { projectRunPlace, rerunPlace } from './places.ts';
import { isUnderWay } from './project-status.tsx';

export interface RunChange {
  readonly id: 'cancel' | 'retry' | 'rerun' | 'reproduce';
  readonly label: string;
  readonly act: () => void;
}

/** What can be done about a run as it is now. */
export function useRunChanges(run: ProjectRun): readonly RunChange[] {
  const change = useChange(`project-run/${run.id}`, 'project-runs', `run/${run.id}`);
  const navigate = useNavigate();
  const isOpen = isUnderWay(run);
  const failed = run.status === 'FAILED' || run.status === 'KILLED' || run.status === 'TIMED_OUT';
  const changes: (RunChange | false)[] = [
    isOpen &&
      !run.isCancelled && {
        id: 'cancel',
        label: 'Cancel the run',
        act: () => change('The run is being cancelled', () => cancelProjectRun(run.id)),
      },
    failed && {
      id: 'retry',
      label: 'Try again',
      act: () => change('The run is queued again', () => retryProjectRun(run.id)),
    },
    {
      id: 'rerun',
      label: 'Run with changes…',
      act: () => void navigate(rerunPlace(run.id)),
    },
    !isOpen && {
      id: 'reproduce',
      label: 'Reproduce',
      act: () =>
        change('The run is being reproduced', async () => {
          const { id } = await reproduceProjectRun(run.id);
          await navigate(projectRunPlace(id));
        }),
    },
  ];
  return changes.filter((each) => each !== false);
}
