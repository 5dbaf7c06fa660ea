/** A model of clients before MLflow 3: a folder of the run, told of in a tag. */
export interface OlderModel {
  readonly path: string;
  readonly flavors: readonly string[];
}

/** The models in the tag `mlflow.log-model.history`; none where it is no such list. */
export function olderModels(history: string | undefined): OlderModel[] {
  try {
    const list = JSON.parse(history ?? '[]') as unknown;
    if (!Array.isArray(list)) return [];
    const found = new Map<string, OlderModel>();
    for (const each of list as unknown[]) {
      const { artifact_path: path, flavors } = (each ?? {}) as Record<string, unknown>;
      if (typeof path === 'string')
        found.set(path, {
          path,
          flavors: typeof flavors === 'object' && flavors ? Object.keys(flavors) : [],
        });
    }
    return [...found.values()];
  } catch {
    return [];
  }
}
