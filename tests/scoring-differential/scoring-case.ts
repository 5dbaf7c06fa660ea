/** A request to a model. */
export interface ScoringCase {
  readonly name: string;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** JSON, given as a value or, where the text matters, as text. */
export function json(name: string, body: unknown, contentType = 'application/json'): ScoringCase {
  return { name, contentType, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

export function csv(name: string, text: string, contentType = 'text/csv'): ScoringCase {
  return { name, contentType, body: Buffer.from(text) };
}

export function split(name: string, columns: readonly unknown[], data: readonly unknown[]): ScoringCase {
  return json(name, { dataframe_split: { columns, data } });
}

export function records(name: string, rows: readonly unknown[]): ScoringCase {
  return json(name, { dataframe_records: rows });
}

export function instances(name: string, data: unknown): ScoringCase {
  return json(name, { instances: data });
}

export function inputs(name: string, data: unknown): ScoringCase {
  return json(name, { inputs: data });
}
