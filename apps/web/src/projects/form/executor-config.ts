/** What an executor can be told, beside variables for the command. */
export interface ConfigField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'whole' | 'number' | 'text' | 'long text';
  /** Which executors take it; all unless said. */
  readonly takenBy?: readonly string[];
}

const CONTAINERS = ['docker', 'kubernetes'];
const CLUSTER = ['kubernetes'];

export const CONFIG_FIELDS: readonly ConfigField[] = [
  { name: 'memory_mb', label: 'Memory', hint: 'Megabytes, of all its processes.', kind: 'whole' },
  { name: 'processes', label: 'Processes', hint: 'The most at once.', kind: 'whole' },
  { name: 'disk_mb', label: 'Disk', hint: 'Megabytes that it may write.', kind: 'whole' },
  { name: 'open_files', label: 'Open files', hint: 'Of each process.', kind: 'whole' },
  { name: 'cpus', label: 'Processors', kind: 'number', takenBy: CONTAINERS },
  { name: 'gpus', label: 'GPUs', kind: 'whole', takenBy: CONTAINERS },
  {
    name: 'image',
    label: 'Image',
    hint: 'In place of the project’s.',
    kind: 'text',
    takenBy: CONTAINERS,
  },
  { name: 'namespace', label: 'Namespace', kind: 'text', takenBy: CLUSTER },
  { name: 'queue_name', label: 'Queue', hint: 'A LocalQueue of Kueue.', kind: 'text', takenBy: CLUSTER },
  { name: 'kube-context', label: 'Context', kind: 'text', takenBy: CLUSTER },
  {
    name: 'repository-uri',
    label: 'Repository',
    hint: 'What its image is named, before the tag.',
    kind: 'text',
    takenBy: CLUSTER,
  },
  {
    name: 'kube-job-template-path',
    label: 'Job template',
    hint: 'A file in the project.',
    kind: 'text',
    takenBy: CLUSTER,
  },
  {
    name: 'kube-job-template',
    label: 'Job template as YAML',
    kind: 'long text',
    takenBy: CLUSTER,
  },
];

/** The fields that an executor takes; those that all take, where it is not known. */
export const fieldsOf = (executor: string): readonly ConfigField[] =>
  CONFIG_FIELDS.filter(({ takenBy }) => takenBy?.includes(executor) ?? true);

export interface ConfigTexts {
  readonly executor: string;
  readonly config: Readonly<Record<string, string>>;
  readonly environment: string;
}

export interface ReadConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** By field: `executor_config.memory_mb`. */
  readonly errors: Readonly<Record<string, string>>;
}

/** An executor's configuration as the server takes it, and what cannot be read of what was typed. */
export function readConfig({ executor, config, environment }: ConfigTexts): ReadConfig {
  const read: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const { name, kind } of fieldsOf(executor)) {
    const text = config[name]?.trim() ?? '';
    if (text === '') continue;
    if (kind === 'text' || kind === 'long text') read[name] = text;
    else if (!Number.isNaN(Number(text)) && (kind === 'number' || /^\d+$/.test(text)))
      read[name] = Number(text);
    else errors[`executor_config.${name}`] = `It must be a ${kind === 'whole' ? 'whole ' : ''}number.`;
  }
  const variables = readVariables(environment);
  if (!variables) errors['executor_config.environment'] = 'Each line must be NAME=value.';
  else if (Object.keys(variables).length > 0) read['environment'] = variables;
  return { config: read, errors };
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

/** A configuration as the form shows it. */
export function configTexts(
  config: Readonly<Record<string, unknown>>,
): Pick<ConfigTexts, 'config' | 'environment'> {
  const { environment = {}, ...others } = config;
  const textOf = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  return {
    config: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, textOf(value)])),
    environment: Object.entries(environment as Record<string, string>)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}
