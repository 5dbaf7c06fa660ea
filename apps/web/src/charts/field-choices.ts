import type { ChartsBoardProps } from './charts-board.tsx';

type Keys = ChartsBoardProps['keys'];
type Choice = readonly [value: string, name: string, kind?: string];

const KINDS = { metrics: 'metric', params: 'parameter', tags: 'tag' } as const;

/** Run fields of these kinds to choose from, with their kind in a word. */
export function fieldChoices(keys: Keys, kinds: readonly (keyof Keys)[]): Choice[] {
  return kinds.flatMap((kind) =>
    keys[kind]
      .filter((key) => kind !== 'tags' || !key.startsWith('mlflow.'))
      .map((key): Choice => [`${kind}.${key}`, key, KINDS[kind]]),
  );
}

export function metricChoices(metrics: readonly string[]): Choice[] {
  return metrics.map((key) => [key, key]);
}
