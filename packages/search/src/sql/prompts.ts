import type { Comparison, Filter } from '../filter.ts';
import { checkFilter, compileFilter } from './compile-filter.ts';
import type { Parameters } from './parameters.ts';
import type { Searchable } from './searchable.ts';
import { modelVersionSearch } from './tagged-search.ts';

const IS_PROMPT = 'mlflow.prompt.is_prompt';

/**
 * As `compileFilter`, for registered models (`registered_models m`) and versions (`model_versions v`): leaves prompts out,
 * which are models with a tag, unless the filter asks for them.
 */
export function compileRegistryFilter(entity: Searchable, filter: Filter, parameters: Parameters): string {
  checkFilter(entity, filter);
  const split = splitPromptFilter(filter);
  const condition = compileFilter(entity, split.filter, parameters);
  if (!split.excludePrompts) return condition;
  return entity === modelVersionSearch
    ? `${condition} AND ${notPromptSql('model_version_tags', 'v.name')}`
    : `${condition} AND ${notPromptSql('registered_model_tags', 'm.name')}`;
}

/** What is left of a filter for models only, and whether it is one (`_is_querying_prompt` of MLflow's registry). */
function splitPromptFilter(filter: Filter): { filter: Filter; excludePrompts: boolean } {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const first = parts.find(isPromptClause);
  if (first && asksForPrompts(first)) return { filter, excludePrompts: false };
  return {
    filter: { kind: 'and', parts: parts.filter((part) => !isPromptClause(part)) },
    excludePrompts: true,
  };
}

function isPromptClause(part: Filter): part is Comparison {
  return part.kind === 'comparison' && part.type === 'tag' && part.key === IS_PROMPT;
}

function asksForPrompts({ comparator, value }: Comparison): boolean {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return (comparator === '=' && text === 'true') || (comparator === '!=' && text === 'false');
}

/** The condition that a registered model or version, named by this column, is no prompt. `table` holds its tags. */
function notPromptSql(table: 'registered_model_tags' | 'model_version_tags', name: string): string {
  return `NOT EXISTS (SELECT FROM ${table} WHERE name = ${name} AND key = '${IS_PROMPT}' AND value = 'true')`;
}
