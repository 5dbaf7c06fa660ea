import { useQuery } from '@tanstack/react-query';
import {
  Boxes,
  FlaskConical,
  Keyboard,
  Monitor,
  Moon,
  PanelLeft,
  Rocket,
  Search,
  Settings,
  Sun,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { listDeployments } from '../api/deployments.ts';
import { listProjectRuns } from '../api/project-runs.ts';
import type { RequestOptions } from '../api/request.ts';
import { classes } from '../components/classes.ts';
import { LazyMenu, MenuChoice, MenuItem, MenuSeparator } from '../components/menu.tsx';
import { keyLabel, useCommands } from './commands.ts';
import { LogoMark } from './logo-mark.tsx';
import styles from './shell.module.css';
import { setTheme, useTheme } from './theme.ts';
import { useIsIdle } from './use-is-idle.ts';

/** The places of the interface; a page belongs to one by the start of its address. */
const PLACES = [
  {
    to: '/experiments',
    label: 'Experiments',
    icon: FlaskConical,
    keys: 'g e',
    owns: ['/experiments', '/compare-runs', '/compare-experiments', '/metric', '/runs'],
  },
  { to: '/models', label: 'Models', icon: Boxes, keys: 'g m', owns: ['/models', '/compare-model-versions'] },
] as const;

const PROJECTS = {
  to: '/projects',
  label: 'Projects',
  icon: Workflow,
  keys: 'g p',
  owns: ['/projects'],
} as const;
const DEPLOYMENTS = {
  to: '/deployments',
  label: 'Deployments',
  icon: Rocket,
  keys: 'g d',
  owns: ['/deployments'],
} as const;

export interface NavigationProps {
  readonly collapsed: boolean;
  readonly onCollapse: () => void;
  readonly onFind: () => void;
  readonly onShortcuts: () => void;
}

export function Navigation({ collapsed, onCollapse, onFind, onShortcuts }: NavigationProps): ReactNode {
  const { pathname } = useLocation();
  const theme = useTheme();
  const runsProjects = useIsThere('project-runs', (options) => listProjectRuns({ pageSize: 1 }, options));
  const servesModels = useIsThere('deployments', (options) => listDeployments(undefined, options, 1));
  const places = [...PLACES, ...(runsProjects ? [PROJECTS] : []), ...(servesModels ? [DEPLOYMENTS] : [])];
  const navigate = useNavigate();
  useCommands(
    places.map(({ to, label, keys }) => ({
      id: to,
      group: 'Go to',
      label,
      keys,
      run: () => void navigate(to),
    })),
  );
  return (
    <nav aria-label="Main" className={styles['sidebar']}>
      <Link to="/" className={styles['brand']} aria-label="Millrace">
        <LogoMark />
        <span className={styles['word']}>Millrace</span>
      </Link>
      <button
        type="button"
        className={styles['find']}
        onClick={onFind}
        aria-label={`Find… ${keyLabel('mod+k')}`}
      >
        <Search aria-hidden />
        <span className={styles['word']}>Find…</span>
        <kbd>{keyLabel('mod+k')}</kbd>
      </button>
      {places.map(({ to, label, icon: Icon, owns }) => {
        const isHere = owns.some((start) => pathname === start || pathname.startsWith(`${start}/`));
        return (
          <Link
            key={to}
            to={to}
            className={classes(styles['item'], isHere && styles['current'])}
            aria-current={pathname === to ? 'page' : undefined}
            title={collapsed ? label : undefined}
          >
            <Icon aria-hidden />
            <span className={styles['word']}>{label}</span>
          </Link>
        );
      })}
      <span className={styles['spacer']} />
      <LazyMenu
        trigger={
          <button type="button" className={styles['item']} aria-label="Settings">
            <Settings aria-hidden />
            <span className={styles['word']}>Settings</span>
          </button>
        }
      >
        {() => (
          <>
            <MenuChoice
              label="Theme"
              value={theme}
              onChange={setTheme}
              choices={[
                ['system', <Choice key="system" icon={<Monitor aria-hidden />} name="Like the system" />],
                ['light', <Choice key="light" icon={<Sun aria-hidden />} name="Light" />],
                ['dark', <Choice key="dark" icon={<Moon aria-hidden />} name="Dark" />],
              ]}
            />
            <MenuSeparator />
            <MenuItem icon={<Keyboard aria-hidden />} keys="?" onClick={onShortcuts}>
              Keyboard shortcuts
            </MenuItem>
          </>
        )}
      </LazyMenu>
      <button
        type="button"
        className={classes(styles['item'], styles['onlyWide'])}
        onClick={onCollapse}
        aria-label={collapsed ? 'Widen the sidebar' : 'Narrow the sidebar'}
      >
        <PanelLeft aria-hidden />
        <span className={styles['word']}>Narrow</span>
      </button>
    </nav>
  );
}

/** Whether there is a service that answers: those of projects and of deployments may not be there. */
function useIsThere(name: string, ask: (options: RequestOptions) => Promise<unknown>): boolean {
  const { isSuccess } = useQuery({
    queryKey: ['are there', name],
    queryFn: ({ signal }) => ask({ signal }),
    retry: false,
    staleTime: Infinity,
    enabled: useIsIdle(),
  });
  return isSuccess;
}

function Choice({ icon, name }: { readonly icon: ReactNode; readonly name: string }): ReactNode {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      {icon}
      {name}
    </span>
  );
}
