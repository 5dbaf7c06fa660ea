import { buildSchema, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { defineLongString } from './long-string.ts';
import { EXPERIMENT_TYPES } from './types/experiment-types.ts';
import { MODEL_VERSION_TYPES } from './types/model-version-types.ts';
import { OPERATION_TYPES } from './types/operation-types.ts';
import { RUN_TYPES } from './types/run-types.ts';

/** The schema that MLflow's web interface asks by, with MLflow's names. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchema([OPERATION_TYPES, EXPERIMENT_TYPES, RUN_TYPES, MODEL_VERSION_TYPES].join('\n'));
  defineLongString(schema.getType('LongString') as GraphQLScalarType);
  return schema;
}
