import { get, millrace, type RequestOptions } from './request.ts';

/** One thing that the original and the repeated run have differently; undefined where one has it not. */
export interface Difference {
  readonly name: string;
  readonly original: string | undefined;
  readonly reproduced: string | undefined;
}

export interface Reproduction {
  readonly originalId: string;
  readonly id: string;
  readonly status: 'PENDING' | 'SAME' | 'DIFFERENT' | 'FAILED';
  readonly differences: Readonly<
    Record<'metrics' | 'artifacts' | 'parameters' | 'datasets' | 'packages' | 'source', readonly Difference[]>
  >;
}

type Value = string | number | null | undefined;
interface WireDifference {
  readonly key?: string;
  readonly name?: string;
  readonly path?: string;
  readonly original?: Value;
  readonly reproduced?: Value;
  readonly original_digest?: Value;
  readonly reproduced_digest?: Value;
}

interface WireReproduction {
  readonly original_run_id: string;
  readonly run_id: string;
  readonly status: Reproduction['status'];
  readonly differences?: {
    readonly metrics?: readonly WireDifference[];
    readonly parameters?: readonly WireDifference[];
    readonly artifacts?: readonly WireDifference[];
    readonly datasets?: readonly WireDifference[];
    readonly packages?: readonly WireDifference[];
    readonly commit?: WireDifference | null;
    readonly source?: WireDifference | null;
    readonly image?: WireDifference | null;
  };
}

const textOf = (value: Value): string | undefined =>
  value === null || value === undefined ? undefined : String(value);

function differenceOf(wire: WireDifference): Difference {
  return {
    name: wire.key ?? wire.name ?? wire.path ?? '',
    original: textOf(wire.original ?? wire.original_digest),
    reproduced: textOf(wire.reproduced ?? wire.reproduced_digest),
  };
}

/** How a run that repeats another one came out beside it. */
export async function getReproduction(runId: string, options?: RequestOptions): Promise<Reproduction> {
  const { reproduction: wire } = await get<{ reproduction: WireReproduction }>(
    millrace(`project-runs/${encodeURIComponent(runId)}/reproduction`),
    {},
    options,
  );
  const { differences = {} } = wire;
  const of = (all: readonly WireDifference[] = []): Difference[] => all.map(differenceOf);
  const named = (name: string, one: WireDifference | null | undefined): Difference[] =>
    one ? [{ ...differenceOf(one), name }] : [];
  return {
    originalId: wire.original_run_id,
    id: wire.run_id,
    status: wire.status,
    differences: {
      metrics: of(differences.metrics),
      artifacts: of(differences.artifacts),
      parameters: of(differences.parameters),
      datasets: of(differences.datasets),
      packages: of(differences.packages),
      source: [
        ...named('Commit', differences.commit),
        ...named('Content', differences.source),
        ...named('Image', differences.image),
      ],
    },
  };
}
