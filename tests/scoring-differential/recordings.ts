import { readFileSync, writeFileSync } from 'node:fs';
import type { Answer } from './send.ts';

/** MLflow's answer; of its failures only the status is kept, and of a stack trace the exception. */
export interface Recorded {
  readonly status: number;
  readonly contentType?: string;
  readonly text?: string;
  readonly raised?: string;
}

const fileOf = (model: string): URL => new URL(`./recordings/${model}.json`, import.meta.url);

export function toRecord({ status, contentType, text }: Answer): Recorded {
  if (status >= 500) return { status };
  if (status === 200 || contentType !== 'application/json')
    return { status, contentType, text: stable(text) };
  const { stack_trace: trace, ...fields } = JSON.parse(text) as Record<string, string>;
  // What follows the last indented line is the exception, in as many lines as its message has.
  const raised = trace?.replace(/^[^]*\n  [^\n]*\n/, '').trim();
  return {
    status,
    contentType,
    text: stable(JSON.stringify(fields)),
    ...(raised && { raised: stable(raised) }),
  };
}

/** Addresses of objects differ from run to run. */
export function stable(text: string): string {
  return text.replace(/0x[0-9a-f]{8,}/g, '0x…');
}

export function readRecording(model: string): Readonly<Record<string, Recorded>> {
  return JSON.parse(readFileSync(fileOf(model), 'utf8')) as Record<string, Recorded>;
}

/** One line a case, so that a new recording shows in a diff what changed. */
export function writeRecording(model: string, answers: Readonly<Record<string, Recorded>>): void {
  const lines = Object.entries(answers).map(
    ([name, answer]) => `${JSON.stringify(name)}: ${JSON.stringify(answer)}`,
  );
  writeFileSync(fileOf(model), `{\n${lines.join(',\n')}\n}\n`);
}
