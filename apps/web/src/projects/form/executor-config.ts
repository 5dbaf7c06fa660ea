/** The limits that runs can be given; an executor refuses what it does not know. */
export const LIMITS = [
  { name: 'memory_mb', label: 'Memory', hint: 'Megabytes, of all its processes.' },
  { name: 'processes', label: 'Processes', hint: 'The most at once.' },
  { name: 'disk_mb', label: 'Disk', hint: 'Megabytes that it may write.' },
  { name: 'open_files', label: 'Open files', hint: 'Of each process.' },
] as const;

export interface ConfigTexts {
  readonly limits: Readonly<Record<string, string>>;
  readonly environment: string;
  readonly config: string;
}

export interface ReadConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** By field: `executor_config.memory_mb`. */
  readonly errors: Readonly<Record<string, string>>;
}

/** An executor's configuration as the server takes it, and what cannot be read of what was typed. */
export function readConfig({ limits, environment, config }: ConfigTexts): ReadConfig {
  const read: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  if (config.trim() !== '') {
    const object = readObject(config);
    if (object) Object.assign(read, object);
    else errors['executor_config'] = 'It must be a JSON object, such as {"image": "python:3.11"}.';
  }
  for (const [name, text] of Object.entries(limits)) {
    if (text.trim() === '') continue;
    if (/^\d+$/.test(text.trim())) read[name] = Number(text);
    else errors[`executor_config.${name}`] = 'It must be a whole number.';
  }
  const variables = readVariables(environment);
  if (!variables) errors['executor_config.environment'] = 'Each line must be NAME=value.';
  else if (Object.keys(variables).length > 0) read['environment'] = variables;
  return { config: read, errors };
}

function readObject(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readVariables(text: string): Record<string, string> | undefined {
  const variables: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    variables[name] = value;
  }
  return variables;
}
