import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something one can do on this page: it stands in the command palette and, with `keys`, works from the keyboard. */
export interface Command {
  /** Unique among what is on the page. */
  readonly id: string;
  readonly label: string;
  /** The heading it stands under in the palette and in the list of shortcuts. */
  readonly group: string;
  /** `g e` (one after the other), `c`, `mod+k` (Ctrl, or Cmd on a Mac), `shift+d`, `?`. */
  readonly keys?: string;
  readonly run: () => void;
}

let registered: readonly (readonly Command[])[] = [];
let flat: readonly Command[] = [];
const listeners = new Set<() => void>();

function change(next: readonly (readonly Command[])[]): void {
  registered = next;
  flat = next.flat();
  for (const listener of listeners) listener();
}

/** Offers commands while the component is shown. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const signature = commands.map(({ id, label, keys }) => `${id}\n${label}\n${keys ?? ''}`).join('\n\n');
  useEffect(() => {
    // The newest closures run, though they are registered once.
    const own = latest.current.map((command, index) => ({
      ...command,
      run: () => (latest.current[index] ?? command).run(),
    }));
    change([...registered, own]);
    return () => change(registered.filter((each) => each !== own));
  }, [signature]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flat,
  );
}

const SEQUENCE_MS = 900;
let pending = '';
let pendingUntil = 0;

/** Runs the command that a key press belongs to. Typing in a field is left alone, but for what is pressed with Ctrl or Cmd. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = nameOf(event);
  const isTyping =
    event.target instanceof HTMLElement &&
    event.target.closest('input, textarea, select, [contenteditable]') !== null;
  if (isTyping && !pressed.startsWith('mod+')) return;
  // A dialog has the keyboard to itself.
  if (
    document.querySelector('[role=dialog][data-open], [role=alertdialog][data-open]') &&
    !pressed.startsWith('mod+')
  )
    return;
  const sequence = Date.now() < pendingUntil ? `${pending} ${pressed}` : pressed;
  const command =
    flat.findLast(({ keys }) => keys === sequence) ?? flat.findLast(({ keys }) => keys === pressed);
  if (command) {
    pendingUntil = 0;
    event.preventDefault();
    command.run();
    return;
  }
  if (flat.some(({ keys }) => keys?.startsWith(`${pressed} `))) {
    pending = pressed;
    pendingUntil = Date.now() + SEQUENCE_MS;
  }
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const parts = [(event.ctrlKey || event.metaKey) && 'mod', event.altKey && 'alt'];
  // For signs such as `?` the Shift key is already in the key.
  if (event.shiftKey && /^[a-z]$|^arrow|^enter$/.test(key)) parts.push('shift');
  return [...parts.filter(Boolean), key].join('+');
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** Keys as they are printed on the keyboard: `Ctrl K`, `⌘ K`, `G then E`. */
export function keyLabel(keys: string): string {
  return keys
    .split(' ')
    .map((each) =>
      each
        .split('+')
        .map((part) =>
          part === 'mod' ? (isMac ? '⌘' : 'Ctrl') : part.charAt(0).toUpperCase() + part.slice(1),
        )
        .join(' '),
    )
    .join(' then ');
}
