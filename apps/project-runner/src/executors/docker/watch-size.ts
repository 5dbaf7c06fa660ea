import type { Container } from 'dockerode';

const LOOK_MS = 1_500;
// Missing in the types of the client.
const WITH_SIZE = { size: true } as object;

/** Calls `exceeded` once, with the reason, when what a container has written is more than it may. Returns what ends the watch. */
export function watchSize(
  container: Container,
  maxBytes: number,
  exceeded: (reason: string) => void,
): () => void {
  let over = false;
  const look = async (): Promise<void> => {
    const found = await container.inspect(WITH_SIZE).catch(() => undefined);
    if (over) return;
    const bytes = (found as { SizeRw?: number } | undefined)?.SizeRw ?? 0;
    if (bytes > maxBytes) exceeded(`It wrote ${bytes} bytes to disk; it may write ${maxBytes}.`);
    else timer = setTimeout(() => void look(), LOOK_MS);
  };
  let timer = setTimeout(() => void look(), LOOK_MS);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
