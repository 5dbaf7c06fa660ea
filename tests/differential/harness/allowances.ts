import { titleOf, type Step } from './scenario.ts';

/** Where Millrace answers otherwise on purpose, and what it must answer then. */
export interface Allowance {
  readonly why: string;
  /** Matches `group > scenario > step's title` and what it sends, as JSON; the suffix of `viaAjax` is left out. */
  readonly where: RegExp;
  /** A 4xx with a JSON error, a 200, or MLflow's answer but for what lies at one path of it. */
  readonly answers: 'refusal' | 'success' | { readonly apartFrom: string };
}

const allowances: readonly Allowance[] = [
  {
    why: 'OR, NOT and parentheses are an extension',
    where: /> (?:bad filters|filters) > [^:]*: (?:.* OR |\(|NOT )/,
    answers: 'success',
  },
  {
    why: 'a page token belongs to the query that it came from',
    where: /^registered-models > pages to the end > .*: token of another query /,
    answers: 'refusal',
  },
  {
    why: 'artifact locations must be an object store or below mlflow-artifacts:/, and not climb out of it',
    where:
      /^experiments > artifact locations > .*: (?:file:|\/|relative|\.\/|models:|dbfs:|nonsense:| s3:|sqlite:|x{60}|.*\/(?:\.\.|%2e%2e)\/)/,
    answers: 'refusal',
  },
  {
    why: 'artifact locations that are relative paths are refused',
    where: /^experiments > fields of create > .*: artifact_location (?:text|digits) /,
    answers: 'refusal',
  },
  {
    why: 'there is no experiment with a local artifact location',
    where: /^experiments > artifact locations of runs > .*(?:-exp3|\{\{exp3\}\})"/,
    answers: 'refusal',
  },
  {
    why: 'backslashes, control characters and bytes that are no UTF-8 are refused in paths of artifacts',
    where: /^artifacts > (?:odd names|paths that leave) .*(?:%5c|%0a|%00|%c0|%c3\.|\\)/i,
    answers: 'refusal',
  },
  {
    why: 'the files with refused names are not there',
    where: /^artifacts > odd names > GET [^:]*artifacts:  /,
    answers: { apartFrom: 'body.files' },
  },
  {
    why: 'MLflow took its folder along when it deleted the file whose name is a space',
    where: /^artifacts > paths that leave their folder > .*: list (?:\.|%2e|) /,
    answers: { apartFrom: 'body.files' },
  },
  {
    why: 'a path that is a URL is refused',
    where: /^artifacts > paths that leave .*http:\/\//,
    answers: 'refusal',
  },
  {
    why: 'errors are JSON here too',
    where: /^artifacts > ranges and conditions > .*: x /,
    answers: 'refusal',
  },
  {
    why: 'what is no UTF-8 is repeated as it came',
    where: /^parsing > queries > .*%ff /,
    answers: { apartFrom: 'body.message' },
  },
  {
    why: 'a slash that is escaped or doubled makes another path',
    where:
      /^(?:parsing > paths > GET runs(?:%2F|\/\/)get|server > paths that are not there > \w+ \/runs\/get)/,
    answers: 'refusal',
  },
  {
    why: 'the nesting of a request is bounded',
    where: /^parsing > bodies of experiments\/create > .*: deeply nested /,
    answers: 'refusal',
  },
  {
    why: 'a list is not a request',
    where: /^parsing > bodies of runs\/search > .*: a list/,
    answers: 'refusal',
  },
  {
    why: 'there is no AI gateway, and server-info says so',
    where: /^server > server-info > GET/,
    answers: { apartFrom: 'body.features_enabled.gateway' },
  },
  {
    why: 'MLflow cannot store a list that a Spring AI event holds',
    where: /^traces > spans of Spring AI > .*: lists /,
    answers: 'success',
  },
  {
    why: 'a negative limit is no number of results; MLflow passes it to its database, and PostgreSQL refuses it too',
    where: /^traces > fields of metrics of traces > .*: max_results negative /,
    answers: 'refusal',
  },
  {
    why: 'the words are those of another GraphQL library, and limits are no environment variables',
    where:
      /^graphql > (?:the language > .*: (?:\{ mlflowGetRun\(input: \{ nosuch|query\(\$x: String|subscription)|limits > .*: 11 )/,
    answers: { apartFrom: 'body.errors[0]' },
  },
  {
    why: 'routes of the web interface are the same under /api as under /ajax-api, and absent ones are 404 for each method',
    where:
      /^server > paths that are not there > \w+ (?:metrics\/get-history-bulk|unified-traces|get-online-trace-details) /,
    answers: 'refusal',
  },
];

export function allowanceFor(group: string, scenario: string, step: Step): Allowance | undefined {
  const where = `${group} > ${scenario.replace(/ \(ajax-api\)$/, '')} > ${titleOf(step)} ${JSON.stringify(step.raw ?? step.body ?? step.query ?? '')}`;
  return allowances.find((allowance) => allowance.where.test(where)) ?? mayAccept(step);
}

const mayAccept = ({ mayAccept: why }: Step): Allowance | undefined =>
  why === undefined ? undefined : { why, where: /./, answers: 'success' };
