import type { RunRecord } from '../execution/run-record.ts';
import type { KnownRun } from './run-records.repository.ts';

export interface Changed<T> {
  readonly original: T | null;
  readonly reproduced: T | null;
}

/** What differs between a run and the one that repeats it; null and empty where nothing does. */
export interface Differences {
  readonly metrics: readonly ({ readonly key: string } & Changed<number | string>)[];
  readonly parameters: readonly ({ readonly key: string } & Changed<string>)[];
  readonly artifacts: readonly {
    readonly path: string;
    readonly original_digest: string | null;
    readonly reproduced_digest: string | null;
  }[];
  readonly datasets: readonly ({ readonly name: string } & Changed<string>)[];
  readonly packages: readonly ({ readonly name: string } & Changed<string>)[];
  readonly commit: Changed<string> | null;
  /** The digest of a project that is not in git, or of what was not committed of one that is. */
  readonly source: Changed<string> | null;
  readonly image: Changed<string> | null;
}

export function compareRuns(original: KnownRun, reproduced: KnownRun): Differences {
  const [one, other] = [original.record, reproduced.record];
  const [before, after] = [original.results, reproduced.results];
  const digests = (known: KnownRun): Texts =>
    Object.fromEntries(
      (known.results?.artifacts ?? []).map(({ path, digest, size }) => [path, digest ?? `${size} bytes`]),
    );
  return {
    metrics: changes(before?.metrics, after?.metrics).map(([key, values]) => ({ key, ...values })),
    parameters: changes(one?.parameters, other?.parameters).map(([key, values]) => ({ key, ...values })),
    artifacts: changes(digests(original), digests(reproduced)).map(([path, values]) => ({
      path,
      original_digest: values.original,
      reproduced_digest: values.reproduced,
    })),
    datasets: changes(datasets(original, other), datasets(reproduced, one)).map(([name, values]) => ({
      name,
      ...values,
    })),
    packages: changes(packages(one, other), packages(other, one)).map(([name, values]) => ({
      name,
      ...values,
    })),
    commit: change(one?.git?.commit, other?.git?.commit),
    source: change(one?.source_digest, other?.source_digest),
    image: change(one?.image_digest, other?.image_digest),
  };
}

/** Whether the results are the same: what they were made with may differ all the same. */
export function isSame({ metrics, artifacts }: Differences): boolean {
  return metrics.length === 0 && artifacts.length === 0;
}

type Texts = Readonly<Record<string, string>>;

function changes<T extends string | number>(
  original: Readonly<Record<string, T>> = {},
  reproduced: Readonly<Record<string, T>> = {},
): [string, Changed<T>][] {
  const keys = [...new Set([...Object.keys(original), ...Object.keys(reproduced)])].toSorted();
  return keys.flatMap((key) => {
    const changed = change(original[key], reproduced[key]);
    return changed === null ? [] : [[key, changed] satisfies [string, Changed<T>]];
  });
}

/** Metrics come as numbers, or as texts such as NaN, which is the same as itself. */
function change<T extends string | number>(
  original: T | undefined,
  reproduced: T | undefined,
): Changed<T> | null {
  return original === reproduced ? null : { original: original ?? null, reproduced: reproduced ?? null };
}

/** Python itself is told beside them, where both records have it: older ones do not. */
function packages(record: RunRecord | undefined, beside: RunRecord | undefined): Texts {
  const { python_version: python, packages: all = [] } = record ?? {};
  return {
    ...(python !== undefined && beside?.python_version !== undefined && { python }),
    ...Object.fromEntries(all.map((each) => each.split('==') as [string, string])),
  };
}

/** Those that the project has logged, and what its parameters lead to, where both records have that: older ones do not. */
function datasets({ record, results }: KnownRun, beside: RunRecord | undefined): Texts {
  const digests: Record<string, string> = beside?.data ? { ...record?.data } : {};
  for (const { name, digest } of results?.datasets ?? [])
    digests[name] = digests[name] === undefined ? digest : `${digests[name]}, ${digest}`;
  return digests;
}
