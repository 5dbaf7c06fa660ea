import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { parsePythonJson, PythonFloat, type PythonValue } from '@millrace/contracts/wire/python-json';
import { pythonRepr, pythonTypeName } from '@millrace/contracts/wire/python-text';

type Json = { readonly [key: string]: PythonValue };

/** Options of third-party scorers that choose where their requests go. */
const DESTINATIONS = ['api_base', 'base_url', 'custom_llm_provider', 'fallbacks', 'model_list'];

/**
 * Refuses what a scorer (JSON text) must not bring along: Python code that whoever loads it would run, addresses that the
 * loader's requests would go to, a model that is no name, a gateway's endpoint, which there is none of here.
 */
export function checkScorer(serialized: string): void {
  const scorer = parse(serialized);
  if (holdsCode(scorer)) throw invalidParameter(CODE_REFUSED);
  for (const data of thirdPartyData(scorer)) checkThirdParty(data);
  if (!isObject(scorer)) throw invalidParameter("'serialized_scorer' must be the JSON text of an object.");
  checkModel(modelOf(scorer));
}

function parse(serialized: string): PythonValue {
  try {
    return parsePythonJson(serialized);
  } catch {
    throw invalidParameter('serialized_scorer must be valid JSON');
  }
}

function holdsCode(value: PythonValue): boolean {
  if (Array.isArray(value)) return value.some(holdsCode);
  if (!isObject(value)) return false;
  return (value['call_source'] ?? null) !== null || Object.values(value).some(holdsCode);
}

function thirdPartyData(value: PythonValue): Json[] {
  if (Array.isArray(value)) return value.flatMap(thirdPartyData);
  if (!isObject(value)) return [];
  const data = value['third_party_scorer_data'];
  return [...(isObject(data) ? [data] : []), ...Object.values(value).flatMap(thirdPartyData)];
}

function checkThirdParty({ kwargs = null }: Json): void {
  if (kwargs === null) return;
  if (!isObject(kwargs))
    throw invalidParameter(`third_party_scorer_data.kwargs must be a JSON object, got ${typeName(kwargs)}.`);
  const found = DESTINATIONS.filter((key) => names(kwargs, key));
  if (found.length > 0)
    throw invalidParameter(
      `third_party_scorer_data.kwargs must not contain ${found.map((key) => `'${key}'`).join(', ')}: these options ` +
        "choose where the scorer's LLM client sends requests. Configure the judge endpoint on the server instead, for " +
        "example through a gateway endpoint ('gateway:/<name>') or the provider's environment variables.",
    );
}

/** Whether the key stands anywhere in it, also as the first of a pair in a list, which Python may make a dict of. */
function names(value: PythonValue, key: string): boolean {
  if (Array.isArray(value))
    return value.some(
      (item) => (Array.isArray(item) && item.length === 2 && item[0] === key) || names(item, key),
    );
  if (!isObject(value)) return false;
  return Object.hasOwn(value, key) || Object.values(value).some((item) => names(item, key));
}

function modelOf(scorer: Json): PythonValue {
  const { instructions_judge_pydantic_data: judge, builtin_scorer_pydantic_data: builtin } = scorer;
  const { memory_augmented_judge_data: memory, third_party_scorer_data: thirdParty } = scorer;
  if (isObject(judge)) return judge['model'] ?? null;
  if (isObject(builtin)) return builtin['model'] ?? null;
  if (isObject(memory)) return isObject(memory['base_judge']) ? modelOf(memory['base_judge']) : null;
  return isObject(thirdParty) ? (thirdParty['model'] ?? null) : null;
}

function checkModel(model: PythonValue): void {
  if (model === null) return;
  if (typeof model !== 'string')
    throw invalidParameter(`Scorer model must be a string, got ${typeName(model)}.`);
  if (model.trim() === '') throw invalidParameter('Scorer model cannot be empty or contain only whitespace.');
  const [, endpoint] = /^gateway:\/+(.*)$/s.exec(model) ?? [];
  if (endpoint !== undefined) throw notFound(`GatewayEndpoint not found (name=${pythonRepr(endpoint)})`);
}

function isObject(value: PythonValue | undefined): value is Json {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat)
  );
}

function typeName(value: PythonValue): string {
  return value instanceof PythonFloat ? 'float' : pythonTypeName(value);
}

const CODE_REFUSED =
  'Custom scorer registration (using @scorer decorator) is disabled by default outside of Databricks tracking ' +
  'environments due to security concerns. Custom scorers require arbitrary code execution during deserialization.\n\n' +
  'To use custom scorers:\n' +
  '1. Configure MLflow to use a Databricks tracking URI, or\n' +
  '2. Manage your custom scorer code in a source code repository (e.g., GitHub) and import it directly, or\n' +
  "3. On a self-managed MLflow server (or local environment) that you trust to run the scorer's code, set the " +
  'MLFLOW_SERVER_ENABLE_CUSTOM_SCORERS environment variable to true, or\n' +
  '4. Use built-in scorers or make_judge() scorers instead.';
