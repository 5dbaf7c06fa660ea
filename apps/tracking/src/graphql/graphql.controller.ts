import { Controller, Req } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { readWireBody } from '@millrace/service-kit/http/body';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyRequest } from 'fastify';
import { type GraphqlAnswer, type GraphqlRequest, QueryExecutor } from './query-executor.ts';

const MAX_BODY_BYTES = 1 << 20;
const OPTIONS = { maxBodyBytes: MAX_BODY_BYTES, summary: "Answers the queries of MLflow's web interface." };

/** A query in the body of either method, as MLflow takes it. */
@Controller()
export class GraphqlController {
  constructor(private readonly executor: QueryExecutor) {}

  @Endpoint('POST', '/graphql', allow('read', 'experiment'), OPTIONS)
  post(@Req() request: FastifyRequest): Promise<GraphqlAnswer> {
    return this.executor.run(readRequest(request), request.id);
  }

  @Endpoint('GET', '/graphql', allow('read', 'experiment'), OPTIONS)
  get(@Req() request: FastifyRequest): Promise<GraphqlAnswer> {
    return this.executor.run(readRequest(request), request.id);
  }
}

function readRequest(request: FastifyRequest): GraphqlRequest {
  const { query, variables, operationName } = (readWireBody(request) ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string' || query === '')
    throw invalidParameter("The body must be a JSON object whose 'query' is the text of a GraphQL document.");
  if (!isAbsent(variables) && (typeof variables !== 'object' || Array.isArray(variables)))
    throw invalidParameter("'variables' must be an object with the values of the query's variables.");
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw invalidParameter("'operationName' must be the name of one of the query's operations.");
  return {
    query,
    variables: (variables ?? undefined) as GraphqlRequest['variables'],
    operationName: (operationName ?? undefined) as string | undefined,
  };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
