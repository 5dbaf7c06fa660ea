/** Which of what was deleted is removed for good. Where ids are given, only what they name. */
export interface Selection {
  /** Only what was deleted at least so long ago, in milliseconds. */
  readonly olderThanMs: number;
  readonly runIds?: readonly string[];
  readonly experimentIds?: readonly string[];
  readonly loggedModelIds?: readonly string[];
  /** Also what versions of registered models were made from. */
  readonly registeredToo?: boolean;
}

/** What was asked for cannot be removed; the message says which, and why. */
export class SelectionError extends Error {}

export type Kind = 'run' | 'logged model' | 'experiment';

/** Something that was deleted and can be removed for good. */
export interface Deleted {
  readonly kind: Kind;
  /** As the wire has it. */
  readonly id: string;
  readonly name: string;
  readonly artifactUri: string;
  /** The versions of registered models, `name/version`, whose artifacts it has; empty for none. */
  readonly registered: string;
}

const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** Reads `30d`, `2d8h5m20s`, in milliseconds. Throws SelectionError. */
export function readAge(text: string): number {
  const parts = /^(?:([\d.]+)d)?(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?$/.exec(text);
  const values = parts?.slice(1).map((part) => Number(part ?? 0)) ?? [];
  if (text === '' || values.length === 0 || values.some((value) => !Number.isFinite(value)))
    throw new SelectionError(`An age is written as 30d, 8h or 2d8h5m20s, and not as '${text}'.`);
  return Math.round(
    values.reduce((sum, value, index) => sum + value * (UNIT_MS['dhms'.charAt(index)] ?? 0), 0),
  );
}
