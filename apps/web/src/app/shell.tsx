import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { classes } from '../components/classes.ts';
import { SkeletonLines } from '../components/states.tsx';
import { handleKey, useCommands } from './commands.ts';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { useStored } from './stored.ts';
import { setTheme } from './theme.ts';

const CommandPalette = lazy(() => import('./command-palette.tsx'));
const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'));

/** What stands around every page: the navigation, the command palette and the keyboard. */
export function Shell(): ReactNode {
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts'>();
  const [collapsed, setCollapsed] = useStored('sidebar.collapsed', false);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const isLoading = useNavigation().state === 'loading';

  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [pathname]);

  useCommands([
    {
      id: 'palette',
      group: 'General',
      label: 'Find or do something',
      keys: 'mod+k',
      run: () => setOverlay('palette'),
    },
    {
      id: 'shortcuts',
      group: 'General',
      label: 'Show keyboard shortcuts',
      keys: '?',
      run: () => setOverlay('shortcuts'),
    },
    {
      id: 'sidebar',
      group: 'General',
      label: 'Narrow or widen the sidebar',
      keys: '[',
      run: () => setCollapsed(!collapsed),
    },
    { id: 'light', group: 'General', label: 'Theme: light', run: () => setTheme('light') },
    { id: 'dark', group: 'General', label: 'Theme: dark', run: () => setTheme('dark') },
    { id: 'system', group: 'General', label: 'Theme: like the system', run: () => setTheme('system') },
  ]);

  return (
    <div className={classes(styles['shell'], collapsed && styles['collapsed'])}>
      <a
        href="#main"
        className={styles['skip']}
        onClick={(event) => {
          // The address after # is the page's: only the focus moves.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <Navigation
        collapsed={collapsed}
        onCollapse={() => setCollapsed(!collapsed)}
        onFind={() => setOverlay('palette')}
        onShortcuts={() => setOverlay('shortcuts')}
      />
      <main ref={main} id="main" tabIndex={-1} className={styles['main']} aria-busy={isLoading}>
        <Suspense fallback={<SkeletonLines />}>
          <Outlet />
        </Suspense>
      </main>
      <Suspense>
        {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(undefined)} />}
        {overlay === 'shortcuts' && <ShortcutSheet onClose={() => setOverlay(undefined)} />}
      </Suspense>
    </div>
  );
}
