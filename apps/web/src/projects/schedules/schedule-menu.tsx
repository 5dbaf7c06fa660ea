import { Ellipsis, Pause, Pencil, Play, Trash2, Zap } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import {
  deleteSchedule,
  type ProjectSchedule,
  triggerSchedule,
  updateSchedule,
} from '../../api/project-schedules.ts';
import { IconButton } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { LazyMenu, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { useChange } from '../../components/use-change.ts';
import { schedulePlace, SCHEDULES } from '../places.ts';

export interface ScheduleMenuProps {
  readonly schedule: ProjectSchedule;
  readonly isSmall?: boolean;
}

/** What can be done about a schedule. */
export function ScheduleMenu({ schedule, isSmall = false }: ScheduleMenuProps): ReactNode {
  const { id, name, isPaused } = schedule;
  const [deletes, setDeletes] = useState(false);
  const change = useChange('project-schedules', `project-schedule/${id}`, 'project-runs');
  const navigate = useNavigate();
  return (
    <>
      <LazyMenu
        align="end"
        trigger={
          <IconButton
            label={`Actions for ${name}`}
            small={isSmall}
            look={isSmall ? 'ghost' : 'secondary'}
            quiet
          >
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {() => (
          <>
            <MenuItem
              icon={<Zap aria-hidden />}
              onClick={() => change('A run is queued', () => triggerSchedule(id))}
            >
              Run now
            </MenuItem>
            <MenuItem
              icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
              onClick={() =>
                change(isPaused ? 'The schedule goes on' : 'The schedule is paused', () =>
                  updateSchedule(id, { paused: !isPaused }),
                )
              }
            >
              {isPaused ? 'Go on' : 'Pause'}
            </MenuItem>
            <MenuItem
              icon={<Pencil aria-hidden />}
              onClick={() => void navigate(`${schedulePlace(id)}/edit`)}
            >
              Edit…
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger icon={<Trash2 aria-hidden />} onClick={() => setDeletes(true)}>
              Delete…
            </MenuItem>
          </>
        )}
      </LazyMenu>
      <ConfirmDialog
        title={`Delete ${name}?`}
        open={deletes}
        onClose={() => setDeletes(false)}
        action="Delete"
        onConfirm={async () => {
          await deleteSchedule(id);
          await navigate(SCHEDULES);
          change('The schedule is deleted', () => Promise.resolve());
        }}
      >
        It will not run again. The runs that it has made stay.
      </ConfirmDialog>
    </>
  );
}
