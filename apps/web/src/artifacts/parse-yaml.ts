import { parseAllDocuments } from 'yaml';

/**
 * The value of a YAML text; a list where it holds several documents. Tags of other languages count for nothing, and aliases that
 * would make it enormous are refused. Throws an Error that says where it is malformed.
 */
export function parseYaml(text: string): unknown {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return undefined;
  const values = documents.map((document) => {
    const [fault] = document.errors;
    if (fault) throw new Error(fault.message.split('\n')[0]);
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
  return values.length === 1 ? values[0] : values;
}
