/** Where src/app/theme.ts keeps a choice. */
export const THEME_KEY = 'millrace.theme';

/** Before the first paint, so that a page that was set to dark does not flash white. */
export function applyStoredTheme(): void {
  try {
    const theme = localStorage.getItem(THEME_KEY);
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  } catch {
    // A browser that keeps nothing follows the system.
  }
}
