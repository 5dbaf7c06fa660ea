/** The part of a JSON schema that the server's OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

export interface Route {
  readonly method: string;
  /** With `{name}` where a request puts a value. */
  readonly path: string;
  readonly query: Readonly<Record<string, Schema>>;
  /** What a JSON body looks like; absent where none is described. */
  readonly body?: Schema;
}

export interface Api {
  readonly routes: readonly Route[];
  /** Follows a reference to the schema that it names. */
  resolve(schema: Schema): Schema;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Every endpoint of a running server, as its own OpenAPI document describes them. */
export async function readApi(url: string): Promise<Api> {
  const { paths, components } = (await (await fetch(`${url}/docs/openapi.json`)).json()) as Document;
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => route(method.toUpperCase(), path, operation)),
  );
  return {
    routes,
    resolve: (schema) =>
      schema.$ref === undefined ? schema : (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}),
  };
}

function route(method: string, path: string, { parameters = [], requestBody }: Operation): Route {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const body = requestBody?.content['application/json']?.schema;
  return {
    method,
    path,
    query: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
    ...(body !== undefined && { body }),
  };
}
