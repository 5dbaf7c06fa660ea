import {
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  isListType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** What protobuf gives for a scalar field that is not set. */
const UNSET: Readonly<Record<string, unknown>> = {
  String: '',
  LongString: 0,
  Int: 0,
  Float: 0,
  Boolean: false,
};

/**
 * Reads a field of a reply of the REST API, which has the same messages under `snake_case` names. What a reply leaves out
 * is protobuf's default, as MLflow answers: empty text, 0, an empty list or message. There is never an `apiError`.
 */
export const messageField: GraphQLFieldResolver<unknown, unknown> = (source, _args, _context, info) => {
  const value = (source as Readonly<Record<string, unknown>> | null)?.[snakeCase(info.fieldName)];
  if (value !== undefined) return value;
  return info.fieldName === 'apiError' ? null : unset(info.returnType);
};

function unset(type: GraphQLOutputType): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [];
  if (isObjectType(inner)) return {};
  return isScalarType(inner) ? (UNSET[inner.name] ?? null) : null;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
