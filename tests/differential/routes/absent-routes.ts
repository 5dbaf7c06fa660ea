/** Routes of MLflow that Millrace does not have, as `METHOD /path` without `/ajax-api`, and why. */
export interface AbsentRoutes {
  readonly why: string;
  readonly routes: RegExp;
}

export const ABSENT_ROUTES: readonly AbsentRoutes[] = [
  {
    why: 'the AI gateway, a proxy for models of other vendors; server-info says that there is none',
    routes: /^\w+ (?:\/gateway\/|\/api\/3\.0\/mlflow\/gateway\/)/,
  },
  {
    why: 'the assistant, which runs command line agents and language models on the server',
    routes: /^\w+ \/api\/3\.0\/mlflow\/assistant\//,
  },
  {
    why: 'a registry of MCP servers, which is not about experiments or models',
    routes: /^\w+ \/api\/3\.0\/mlflow\/mcp-servers/,
  },
  {
    why: 'jobs in which the server runs Python: scorers, evaluations, prompt optimisation, detection of issues',
    routes:
      /^\w+ \/api\/3\.0\/(?:jobs\/|mlflow\/(?:jobs\/|prompt-optimization\/|scorer\/invoke|genai\/evaluate\/invoke|issues\/invoke))/,
  },
  { why: 'what those jobs find', routes: /^\w+ \/api\/3\.0\/mlflow\/issues(?:\/\{\}|\/search)?$/ },
  {
    why: 'questions for people who review traces, and queues of traces for them',
    routes: /^\w+ \/api\/3\.0\/mlflow\/(?:label-schemas|review-queues)\//,
  },
  { why: 'demonstration data, made by Python', routes: /^POST \/api\/3\.0\/mlflow\/demo\// },
  {
    why: 'the prompt lab, which needs a gateway, and Python to write a model',
    routes: /^POST \/api\/2\.0\/mlflow\/runs\/create-promptlab-run$/,
  },
  { why: "MLflow's own web interface", routes: /^GET \/(?:build|static-files)\/\{\}$/ },
  {
    why: 'MLflow answers these, which only Databricks has, with 404 as well',
    routes: /^GET \/api\/2\.0\/mlflow\/(?:get-online-trace-details|unified-traces)$/,
  },
  {
    why: 'a slip in a path, which MLflow answers with 404',
    routes: /^POST \/api\/2\.0mlflow\/experiments\/search-datasets$/,
  },
];
