import { useSyncExternalStore } from 'react';
import { THEME_KEY } from '../start/stored-theme.ts';

/** `system` follows the operating system. `src/start` applies a choice before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();

function current(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now, by choice or by the system: for canvases, which cannot read `light-dark()`. */
export function useIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      dark.addEventListener('change', listener);
      return () => {
        listeners.delete(listener);
        dark.removeEventListener('change', listener);
      };
    },
    () => (current() === 'system' ? dark.matches : current() === 'dark'),
  );
}
