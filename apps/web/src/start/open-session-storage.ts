/** The router reads what it kept there as it starts. */
export function openSessionStorage(): void {
  try {
    sessionStorage.getItem('');
  } catch {
    // A browser that keeps nothing has nothing to open.
  }
}
