import type { FieldErrors } from './check-draft.ts';

/** A refusal, told apart by field; `rest` is what belongs to none. */
export interface Refusal {
  readonly fields: FieldErrors;
  readonly rest: string | undefined;
}

const OF_FIELD = /^'([^']+)' (.*)$/s;
const FIELDS = new Set([
  'uri',
  'version',
  'entry_point',
  'experiment_id',
  'run_name',
  'executor',
  'env_manager',
  'priority',
  'max_retries',
  'timeout_seconds',
  'name',
  'cron',
  'timezone',
]);

/**
 * What a server that names the fields it refuses says of each: `'priority' must be …; 'uri' is missing: it …`. `owns` says which
 * other names have a field in the form.
 */
export function readRefusal(message: string, owns: (name: string) => boolean = () => false): Refusal {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const part of message.split(/; (?=')/)) {
    const [, path = '', told = ''] = OF_FIELD.exec(part) ?? [];
    const name = path.replace(/^project_run\./, '');
    if (FIELDS.has(name) || owns(name)) fields[name] = sentence(told);
    else if (/^The uri\b/.test(part)) fields['uri'] = part;
    else rest.push(part);
  }
  return { fields, rest: rest.length === 0 ? undefined : rest.join('; ') };
}

function sentence(told: string): string {
  const text = `It ${told.replace(/^is missing: it /, '')}`;
  return text.endsWith('.') ? text : `${text}.`;
}
