import { readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

const cases = new URL('../cases/', import.meta.url);

export interface Group {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}

/** A group is a folder of `cases/`; each of its files exports a list of scenarios by default. */
export async function loadGroups(only?: string): Promise<Group[]> {
  const names = readdirSync(cases).sort();
  const groups: Group[] = [];
  for (const name of names.filter((candidate) => only === undefined || candidate === only)) {
    const scenarios: Scenario[] = [];
    for (const file of readdirSync(new URL(`${name}/`, cases)).sort()) {
      const module = (await import(new URL(`${name}/${file}`, cases).href)) as {
        default: readonly Scenario[];
      };
      scenarios.push(...module.default);
    }
    const repeated = scenarios.find((scenario, index) =>
      scenarios.some((other, at) => at < index && other.name === scenario.name),
    );
    if (repeated !== undefined) throw new Error(`two scenarios of ${name} are called "${repeated.name}"`);
    groups.push({ name, scenarios });
  }
  return groups;
}
