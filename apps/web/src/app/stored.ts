import { useState } from 'react';

/** State that this browser remembers. What cannot be read is as if it were not there. */
export function useStored<Value>(key: string, initial: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => (readStored(key) as Value | undefined) ?? initial);
  return [
    value,
    (next) => {
      setValue(next);
      writeStored(key, next);
    },
  ];
}

export function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(`millrace.${key}`);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`millrace.${key}`);
    else localStorage.setItem(`millrace.${key}`, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs only the memory of it.
  }
}
