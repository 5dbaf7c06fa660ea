import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { type MlModel, readMlModel } from './ml-model.ts';

export interface ModelFile {
  readonly model: MlModel | undefined;
  /** The text of the input example, where the model has one. */
  readonly example: string | undefined;
  /** The text of the example as a request, where it is short enough to type. */
  readonly servingExample: string | undefined;
  readonly isPending: boolean;
  /** There is no MLmodel file where the model should be. */
  readonly isMissing: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
}

const LONGEST_TYPED = 2_000;

/** What a model's folder says of it. `read` gives the text of a file in the folder. */
export function useMlModel(
  key: readonly string[],
  read: (path: string, signal: AbortSignal) => Promise<string>,
): ModelFile {
  const file = useQuery({
    queryKey: [...key, 'MLmodel'],
    queryFn: async ({ signal }) => readMlModel(await read('MLmodel', signal)),
    staleTime: Infinity,
  });
  const { examplePath, servingExamplePath } = file.data ?? {};
  const example = useQuery({
    queryKey: [...key, 'example'],
    queryFn: ({ signal }) => read(examplePath ?? '', signal),
    enabled: examplePath !== undefined && examplePath.endsWith('.json'),
    staleTime: Infinity,
  });
  const serving = useQuery({
    queryKey: [...key, 'serving-example'],
    queryFn: ({ signal }) => read(servingExamplePath ?? '', signal),
    enabled: servingExamplePath !== undefined,
    staleTime: Infinity,
  });
  const request = compact(serving.data);
  return {
    model: file.data,
    example: example.data,
    servingExample: request !== undefined && request.length <= LONGEST_TYPED ? request : undefined,
    isPending: file.isPending,
    isMissing: file.error instanceof ApiError && file.error.isMissing,
    error: file.error,
    refetch: () => void file.refetch(),
  };
}

/** The same JSON on one line; undefined where it is none. */
function compact(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}
