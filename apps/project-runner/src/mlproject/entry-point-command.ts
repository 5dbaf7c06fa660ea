import type { EntryPoint } from './project.ts';
import { fillCommand } from './fill-command.ts';
import type { ParameterValues } from './parameter-values.ts';
import { shellQuote } from './shell-quote.ts';

/** The command line for `bash -c`. Values that the entry point has no parameter for follow as `--name value`. */
export function entryPointCommand(entryPoint: EntryPoint, values: ParameterValues): string {
  const options = [...values.extra].map(([name, value]) => `--${shellQuote(name)} ${shellQuote(value)}`);
  return [fillCommand(entryPoint.command, values.declared), ...options].join(' ');
}
