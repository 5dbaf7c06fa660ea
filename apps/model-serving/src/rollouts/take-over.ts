import type { State } from '../deployments/deployment.ts';
import type { Load } from './loads.repository.ts';

const ORDER: readonly State[] = ['pending', 'building', 'loading', 'checking', 'ready'];

export interface Progress {
  readonly state: State;
  readonly reason: string | null;
}

/** How far a version is that has requests already: ready if any replica has it ready. */
export function readinessOf(loads: readonly Load[], number: number): Progress {
  const mine = loads.filter((load) => load.number === number);
  const failed = mine.find(({ state }) => state === 'failed');
  if (mine.some(({ state }) => state === 'ready')) return { state: 'ready', reason: failed?.reason ?? null };
  return progressOf(mine, number);
}

/**
 * How far a candidate is, over all replicas of its deployment: failed if one of them failed, otherwise as far as the last of them. A
 * replica that is known from other versions but has not begun with this one counts as pending.
 */
export function progressOf(loads: readonly Load[], number: number): Progress {
  const replicas = new Set(loads.map(({ replica }) => replica));
  const mine = loads.filter((load) => load.number === number);
  const failed = mine.find(({ state }) => state === 'failed');
  if (failed) return { state: 'failed', reason: failed.reason };
  const begun = new Set(mine.map(({ replica }) => replica));
  if ([...replicas].some((replica) => !begun.has(replica))) return { state: 'pending', reason: null };
  const least = Math.min(...mine.map(({ state }) => ORDER.indexOf(state)));
  return { state: ORDER[least] ?? 'pending', reason: null };
}
