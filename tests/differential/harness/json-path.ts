import type { Json } from './scenario.ts';

/** All values at a dotted path; `*` stands for every item of a list. */
export function valuesAt(json: Json | undefined, path: string): Json[] {
  let found: Json[] = json === undefined ? [] : [json];
  for (const part of path.split('.')) {
    found = found.flatMap((value) => {
      if (Array.isArray(value))
        return part === '*' ? value : [value[Number(part)]].filter((item) => item !== undefined);
      if (value === null || typeof value !== 'object') return [];
      const inner = value[part];
      return inner === undefined ? [] : [inner];
    });
  }
  return found;
}

/** Sorts, in place, the lists at a dotted path by their text. */
export function sortAt(json: Json, path: string): void {
  for (const list of valuesAt(json, path)) {
    if (Array.isArray(list)) sortByText(list);
  }
}

export const sortByText = (list: Json[]): Json[] =>
  list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
