/**
 * Does work once the browser has nothing else to do, or after `mostMs`: what nobody waits for does not hold up what is about to be
 * drawn. Returns what calls it off.
 */
export function whenIdle(work: () => void, mostMs = 1000): () => void {
  // Older Safari has none.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, 100);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: mostMs });
  return () => cancelIdleCallback(handle);
}
