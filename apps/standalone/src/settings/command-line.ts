import { parseArgs } from 'node:util';
import { StartError } from '@millrace/service-kit/lifecycle/start-error';

export const USAGE = `Millrace: an MLOps platform that speaks MLflow's protocols.

usage: npm start [-- options]

  --port <number>   the port to listen on (PORT; default 5000)
  --host <address>  the address to listen on (HOST; default 127.0.0.1)
  --home <folder>   where all data is kept (MILLRACE_HOME; default ./.millrace)
  --help            show this

The environment variables in parentheses say the same; an option wins. docs/settings.md has all settings.
`;

const OPTIONS = { port: 'PORT', host: 'HOST', home: 'MILLRACE_HOME' } as const;

/** The environment with the command line's options laid over it; `help` when only the usage was asked for. */
export function readCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv | 'help' {
  const text = { type: 'string' } as const;
  const options = { port: text, host: text, home: text, help: { type: 'boolean', short: 'h' } } as const;
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options, allowPositionals: false }));
  } catch (error) {
    throw new StartError(
      `${(error as Error).message.split('. ')[0]}. "npm start -- --help" lists the options.`,
    );
  }
  if (values.help) return 'help';
  const merged = { ...environment };
  for (const [option, variable] of Object.entries(OPTIONS)) {
    const value = values[option as keyof typeof OPTIONS];
    if (value !== undefined) merged[variable] = value;
  }
  return merged;
}
