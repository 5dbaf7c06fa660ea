import type { PythonValue } from '@millrace/contracts/wire/python-json';
import type { Attribute } from '../otlp-span.ts';
import type { Attributes } from '../json-texts.ts';

export type Tokens = 'input' | 'output' | 'total' | 'cacheRead' | 'cacheCreation';

export interface ConventionEvent {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

type Keys = readonly (string | RegExp)[];

/**
 * How one instrumentation names what MLflow shows of a span. Keys are names of attributes, the first that says something
 * counts; functions are for what a name alone does not tell. All give undefined where the span has nothing of it.
 */
export interface Convention {
  /** MLflow's type of span by the value of an attribute. */
  readonly kinds?: { readonly keys: readonly string[]; readonly types: Readonly<Record<string, string>> };
  readonly spanType?: (attributes: Attributes) => string | undefined;
  /** Each an attribute's name, or the names of which the first that is there counts. */
  readonly tokens?: Readonly<Partial<Record<Tokens, readonly string[]>>>;
  readonly countTokens?: (attributes: Attributes, which: Tokens) => PythonValue | undefined;
  /** JSON texts. */
  readonly inputs?: Keys | ((attributes: Attributes) => string | undefined);
  readonly outputs?: Keys | ((attributes: Attributes) => string | undefined);
  readonly inputsOfEvents?: (
    events: readonly ConventionEvent[],
    attributes: Attributes,
  ) => string | undefined;
  readonly outputsOfEvents?: (
    events: readonly ConventionEvent[],
    attributes: Attributes,
  ) => string | undefined;
  readonly models?: readonly string[];
  readonly provider?: string;
  readonly tools?: readonly string[];
  /** What the interface of MLflow calls the form of the messages. */
  readonly messageFormat?: (attributes: Attributes) => string | undefined;
}
