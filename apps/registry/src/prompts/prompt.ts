import type { Queryable } from '@millrace/database/database';

/** Prompts are registered models, and their versions model versions, that carry this tag with the value `true`. */
export const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** A version must have a source, but a prompt's is never used: these are what MLflow's own clients put there. */
export const PROMPT_SOURCES: ReadonlySet<string> = new Set(['dummy-source', 'prompt-template']);

/** Whether tags say that what carries them is a prompt. */
export function isPrompt(tags: ReadonlyMap<string, string>): boolean {
  return (tags.get(PROMPT_TAG) ?? 'false').toLowerCase() === 'true';
}

/** Whether the registered model of that name is a prompt. */
export async function isPromptName(database: Queryable, name: string): Promise<boolean> {
  const [tag] = await database.query<{ value: string }>(
    'SELECT value FROM registered_model_tags WHERE name = $1 AND key = $2',
    [name, PROMPT_TAG],
  );
  return tag?.value.toLowerCase() === 'true';
}
