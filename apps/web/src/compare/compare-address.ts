/** MLflow's address of the page that compares runs: lists of ids, as JSON. */
export function compareAddress(
  runs: readonly { readonly id: string; readonly experimentId: string }[],
): string {
  const ids = JSON.stringify(runs.map(({ id }) => id));
  const experiments = JSON.stringify([...new Set(runs.map(({ experimentId }) => experimentId))]);
  return `/compare-runs?runs=${encodeURIComponent(ids)}&experiments=${encodeURIComponent(experiments)}`;
}

export interface Compared {
  readonly runIds: readonly string[];
  readonly experimentIds: readonly string[];
}

/** What an address asks to compare. What is not a list of ids is as if nothing were there. */
export function readCompared(parameters: URLSearchParams): Compared {
  return { runIds: idsOf(parameters.get('runs')), experimentIds: idsOf(parameters.get('experiments')) };
}

function idsOf(text: string | null): string[] {
  try {
    const value = JSON.parse(text ?? '[]') as unknown;
    if (!Array.isArray(value)) return [];
    const ids = value.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
    return [...new Set(ids)].filter((id) => /^[\w-]{1,64}$/.test(id));
  } catch {
    return [];
  }
}
