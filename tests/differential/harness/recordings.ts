import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from './outcome.ts';

export type Recording = Readonly<Record<string, readonly Outcome[]>>;

/** Steps that MLflow answers otherwise on PostgreSQL: group > scenario > step's index. */
export type Variants = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Outcome>>>>>>;

const fileOf = (group: string): URL => new URL(`../recordings/${group}.json`, import.meta.url);
const variantsFile = new URL('../recordings/variants/postgresql.json', import.meta.url);

function readIfThere(file: URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

export const readRecording = (group: string): Recording => readIfThere(fileOf(group)) as Recording;
export const readVariants = (): Variants => readIfThere(variantsFile) as Variants;

/** The answers that are right for a step: the recorded one, and PostgreSQL's where it differs. */
export function expectedAnswers(group: string): (scenario: string, index: number) => readonly Outcome[] {
  const recording = readRecording(group);
  const variants = readVariants()[group] ?? {};
  return (scenario, index) =>
    [recording[scenario]?.[index], variants[scenario]?.[index]].filter((outcome) => outcome !== undefined);
}

export function writeVariants(variants: Variants): void {
  mkdirSync(new URL('.', variantsFile), { recursive: true });
  writeFileSync(variantsFile, `${JSON.stringify(variants, null, 1)}\n`);
}

/** One line a step, so that a new recording shows in a diff what changed. */
export function writeRecording(group: string, recording: Recording): void {
  const scenarios = Object.entries(recording).map(
    ([name, steps]) =>
      `${JSON.stringify(name)}: [\n${steps.map((step) => JSON.stringify(step)).join(',\n')}\n]`,
  );
  writeFileSync(fileOf(group), `{\n${scenarios.join(',\n')}\n}\n`);
}
