import { GraphQLError, type GraphQLScalarType, Kind } from 'graphql';

/** Makes a scalar what MLflow calls LongString: 64-bit integers as text, so that JavaScript keeps all their digits. */
export function defineLongString(scalar: GraphQLScalarType): void {
  scalar.description = 'LongString Scalar type to prevent truncation to max integer in JavaScript.';
  scalar.coerceOutputValue = (value) => String(value);
  scalar.coerceInputValue = toDigits;
  // Other literals than numbers count as none, as in MLflow.
  scalar.coerceInputLiteral = (node) => (node.kind === Kind.INT ? node.value : null);
}

function toDigits(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (!/^[+-]?\d{1,19}$/.test(text))
    throw new GraphQLError(
      `LongString must be an integer, as a number or as text, not ${JSON.stringify(value)}.`,
    );
  return text;
}
