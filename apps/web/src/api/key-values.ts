/** MLflow's lists of keys and values: tags and parameters. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export type Tags = Readonly<Record<string, string>>;

/** Later keys win, as they do on the server. The record has no prototype: a key may be called `constructor`. */
export function tagsOf(list: readonly KeyValue[] = []): Tags {
  const tags = Object.create(null) as Record<string, string>;
  for (const { key, value } of list) tags[key] = value;
  return tags;
}

/** Tags that people set; those of the client begin with `mlflow.`, Millrace's own with `millrace.`. */
export function ownTags(tags: Tags): [string, string][] {
  return Object.entries(tags).filter(([key]) => !/^(?:mlflow|millrace)\./.test(key));
}

export const NOTE_TAG = 'mlflow.note.content';
