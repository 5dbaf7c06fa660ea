/**
 * The checks that MLflow's handlers make of a request's raw JSON, in the order they are listed for a field
 * (mlflow/server/handlers.py, `_assert_*`). `type` checks are made only where the message did not parse as a whole.
 */
export interface Check {
  readonly kind: 'required' | 'type' | 'rule';
  /** True when the value is right; a text is the message to answer in place of the usual one. */
  readonly test: (value: unknown) => boolean | string;
}

export type Checks = Readonly<Record<string, readonly Check[]>>;

export const required: Check = {
  kind: 'required',
  test: (value) => value !== undefined && value !== null && value !== '',
};

export const isString = typeCheck((value) => typeof value === 'string');
export const isBool = typeCheck((value) => typeof value === 'boolean');
export const isArray = typeCheck((value) => Array.isArray(value));
export const isStringArray = typeCheck(
  (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
);
/** Whatever Python's int() takes: text of digits too, and floats, which it cuts. */
export const isIntlike = typeCheck((value) => pythonInt(value) !== undefined);
export const isFloatlike = typeCheck(
  (value) =>
    ['number', 'bigint', 'boolean'].includes(typeof value) ||
    (typeof value === 'string' &&
      /^\s*[+-]?(\d+\.?\d*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?|inf|infinity|nan)\s*$/i.test(value)),
);

/** Not one of MLflow's type checks, so it is made even where the message parsed. */
export const isDict = rule((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** Every entry of a list names its key. */
export const everyKeyPresent = rule(
  (value) =>
    Array.isArray(value) &&
    value.every((entry: unknown) => required.test((entry as { key?: unknown } | null)?.key) === true),
);

export function atMost(max: number, message?: string): Check {
  return rule((value) => {
    const integer = pythonInt(value);
    return integer !== undefined && integer <= max ? true : (message ?? false);
  });
}

export function within(min: number, max: number, message?: string): Check {
  return rule((value) => {
    const integer = pythonInt(value);
    return integer !== undefined && integer >= min && integer <= max ? true : (message ?? false);
  });
}

export function rule(test: (value: unknown) => boolean | string): Check {
  return { kind: 'rule', test };
}

function typeCheck(test: (value: unknown) => boolean): Check {
  return { kind: 'type', test };
}

/** What Python's int() makes of a JSON value, or undefined where it raises. */
export function pythonInt(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  if (typeof value === 'string' && /^\s*[+-]?\d+(_\d+)*\s*$/.test(value))
    return Number(value.replaceAll('_', ''));
  return undefined;
}
