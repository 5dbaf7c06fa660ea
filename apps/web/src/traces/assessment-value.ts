export type ValueKind = 'verdict' | 'number' | 'text' | 'json';

/** The JSON that was typed. Throws an Error that says what would be right. */
export function readValue(kind: ValueKind, typed: string): unknown {
  const text = typed.trim();
  switch (kind) {
    case 'verdict':
      return text === 'yes';
    case 'number': {
      const value = Number(text);
      if (text === '' || !Number.isFinite(value)) throw new Error('The value must be a number, such as 0.8.');
      return value;
    }
    case 'text':
      if (text === '') throw new Error('The value must not be empty.');
      return typed;
    default:
      return readJson(text);
  }
}

function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The value must be JSON, such as {"answer": 42} or ["a", "b"].');
  }
  if (value === null) throw new Error('The value must not be null.');
  return value;
}
