/** A sweep as the server shows it, as far as it is needed here. */
export interface ShownSweep {
  readonly sweep_id: string;
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly uri: string;
  readonly source_name?: string;
  readonly counts: Readonly<
    Record<'queued' | 'running' | 'finished' | 'failed' | 'killed' | 'total', number>
  >;
  readonly metric?: { readonly name: string };
  readonly best?: { readonly run_id: string; readonly value: number | string };
}

const STATES = ['failed', 'killed', 'running', 'queued'] as const;

/** How far a sweep is, in a line: `3 of 20 finished, 1 failed, 4 running, 12 queued; best loss 0.12 in run …`. */
export function progressOf({ counts, metric, best }: ShownSweep): string {
  const others = STATES.filter((state) => counts[state] > 0).map((state) => `, ${counts[state]} ${state}`);
  const leader =
    best === undefined ? '' : `; best ${metric?.name ?? 'value'} ${best.value} in run ${best.run_id}`;
  return `${counts.finished} of ${counts.total} finished${others.join('')}${leader}`;
}
