export interface RetrievedDocument {
  readonly text: string;
  readonly metadata: unknown;
}

/** What a retriever gave, as MLflow writes it: a list of `{page_content, metadata, id}`. Undefined for anything else. */
export function documentsOf(value: unknown): RetrievedDocument[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const documents: RetrievedDocument[] = [];
  for (const each of value as readonly unknown[]) {
    const { page_content: text, metadata } = (each ?? {}) as Record<string, unknown>;
    if (typeof text !== 'string') return undefined;
    documents.push({ text, metadata });
  }
  return documents;
}
