// Before the first paint, so that a page that was set to dark does not flash white. The rest is in src/app/theme.ts.
try {
  const theme = localStorage.getItem('millrace.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
