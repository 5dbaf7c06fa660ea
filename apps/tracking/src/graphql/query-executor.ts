import { Injectable, Logger } from '@nestjs/common';
import { errorAnswer } from '@millrace/service-kit/http/error-answer';
import DataLoader from 'dataloader';
import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFieldResolver,
  parse,
  validate,
} from 'graphql';
import { invalidParameter } from '@millrace/contracts/errors';
import { messageField } from './message-field.ts';
import { Queries } from './queries.ts';
import { MOST_RUNS, type QueryContext } from './query-context.ts';
import { guardQuery } from './query-guard.ts';
import { QuerySources } from './query-sources.ts';
import { resolversOf, type Resolvers } from './resolvers.ts';
import { createSchema } from './schema.ts';

const MAX_QUERY_LENGTH = 64 * 1024;
const MAX_TOKENS = 10_000;
const RUNS_OF_A_REQUEST = 500;

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  /** The messages alone, as MLflow has them. */
  readonly errors: readonly string[] | null;
}

@Injectable()
export class QueryExecutor {
  private readonly logger = new Logger('graphql');
  private readonly schema = createSchema();
  private readonly resolvers: Resolvers;

  constructor(
    private readonly queries: Queries,
    private readonly sources: QuerySources,
  ) {
    this.resolvers = resolversOf(queries);
  }

  /** Runs a query. Throws INVALID_PARAMETER_VALUE for what is none; any other fault is among the answer's errors. */
  async run(request: GraphqlRequest, requestId: string): Promise<GraphqlAnswer> {
    const document = readDocument(request.query);
    const { data, errors } = await this.execute(document, request);
    return {
      data: data ?? null,
      errors: errors ? errors.map((error) => this.message(error, requestId)) : null,
    };
  }

  private async execute(
    document: DocumentNode,
    { variables, operationName }: GraphqlRequest,
  ): Promise<ExecutionResult> {
    try {
      guardQuery(document);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
    const errors = validate(this.schema, document);
    if (errors.length > 0) return { errors };
    return execute({
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: this.context(),
      fieldResolver: this.resolve,
    });
  }

  private readonly resolve: GraphQLFieldResolver<unknown, QueryContext> = (source, args, context, info) => {
    const own = this.resolvers[`${info.parentType.name}.${info.fieldName}`];
    return own ? own(source, args, context) : messageField(source, args, context, info);
  };

  private context(): QueryContext {
    return {
      experiments: new DataLoader((ids: readonly string[]) =>
        Promise.all(ids.map((id) => this.queries.experiment(id).catch((error: Error) => error))),
      ),
      versionsOfRuns: new DataLoader((ids: readonly string[]) => this.sources.versionsOfRuns(ids), {
        maxBatchSize: RUNS_OF_A_REQUEST,
      }),
      runsLeft: MOST_RUNS,
    };
  }

  private message(error: GraphQLError, requestId: string): string {
    const { originalError } = error;
    if (!originalError || originalError instanceof GraphQLError) return error.message.replaceAll('"', "'");
    const { message, unexpected } = errorAnswer(originalError, requestId);
    if (unexpected) this.logger.error(originalError.message, originalError.stack);
    return message;
  }
}

function readDocument(query: string): DocumentNode {
  if (query.length > MAX_QUERY_LENGTH)
    throw invalidParameter(`'query' has ${query.length} characters; at most ${MAX_QUERY_LENGTH} are taken.`);
  try {
    return parse(query, { maxLexicalTokens: MAX_TOKENS });
  } catch (error) {
    throw invalidParameter(`'query' is no GraphQL document: ${(error as Error).message}`);
  }
}
