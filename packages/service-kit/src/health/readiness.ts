import { Injectable } from '@nestjs/common';
import { StartError } from '../lifecycle/start-error.ts';

export interface ReadinessCheck {
  /** What is depended on, as an operator knows it: `PostgreSQL`, `artifact folder`. */
  readonly name: string;
  /** Where it is, without secrets: `postgres:5432/millrace`. */
  readonly address?: string;
  /**
   * Rejects when the dependency does not answer; with StartError when it is of no use to wait for it. What answers, but should be
   * set up in another way, resolves to `{ warning }`.
   */
  readonly check: () => Promise<unknown>;
  /** No answer after this long counts as none; 2 s unless said. */
  readonly timeoutMs?: number;
  /** The setting that says where the dependency is, for the sentence that tells of its absence. */
  readonly setting?: string;
  /** False when the service may start without it, and only `/ready` asks. */
  readonly neededAtStart?: boolean;
}

export interface CheckOutcome {
  readonly name: string;
  readonly ready: boolean;
  readonly milliseconds: number;
  readonly neededAtStart: boolean;
  /** Why not, in one line. */
  readonly cause?: string;
  /** It answers, but should be set up in another way. */
  readonly warning?: string;
  readonly address?: string;
  readonly setting?: string;
}

const DEFAULT_TIMEOUT_MS = 2000;

/** What a service depends on to answer. Modules add their checks when they are set up. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private running: Promise<CheckOutcome[]> | undefined;

  /** What several services of one process depend on is asked once: the first check of a name counts. */
  add(check: ReadinessCheck): void {
    if (!this.checks.some(({ name }) => name === check.name)) this.checks.push(check);
  }

  /** Asks all dependencies at once. Callers that come while they are asked share the outcome. */
  async outcomes(): Promise<CheckOutcome[]> {
    this.running ??= Promise.all(this.checks.map(outcomeOf)).finally(() => (this.running = undefined));
    return this.running;
  }
}

/** What does not answer, where it should be, and why it does not. */
export function sentenceOf({ name, address, setting, cause }: CheckOutcome): string {
  const at = address === undefined ? '' : ` at ${address}`;
  const by = setting === undefined ? '' : ` (set by ${setting})`;
  return `${name}${at}${by}: ${cause ?? 'not ready'}`;
}

/** Asks one dependency. Rejects with the StartError of its check alone. */
export async function outcomeOf(readinessCheck: ReadinessCheck): Promise<CheckOutcome> {
  const {
    name,
    check,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    address,
    setting,
    neededAtStart = true,
  } = readinessCheck;
  const started = performance.now();
  const about = (ready: boolean): CheckOutcome => ({
    name,
    ready,
    milliseconds: Math.round(performance.now() - started),
    neededAtStart,
    ...(address !== undefined && { address }),
    ...(setting !== undefined && { setting }),
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    });
    const answer = (await Promise.race([check(), deadline])) as { warning?: string } | undefined;
    return { ...about(true), ...(answer?.warning !== undefined && { warning: answer.warning }) };
  } catch (error) {
    if (error instanceof StartError) throw error;
    return { ...about(false), cause: causeOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** One line. Node's AggregateError, which a refused connection to `localhost` is, says nothing itself. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return causeOf(error.errors[0]);
  const { message, code } = (error ?? {}) as { message?: unknown; code?: unknown };
  const text = typeof message === 'string' && message !== '' ? message : String(code ?? error);
  return text.split('\n', 1)[0] ?? '';
}
