import { ProjectError } from './project-error.ts';
import { shellQuote } from './shell-quote.ts';

/** What a shell, or a program that is handed the quoted text as code, could take for more than text. */
const SPECIAL = /["'\\$`!;&|<>(){}[\]*?~#\n\r\0]/;

/**
 * A command with values in place of `{name}`; `{{` and `}}` are braces. A value becomes one word of the shell. In a quoted part of the
 * command no value can be quoted again (`bash -c "echo {x}"`), so there it goes in as it is, and one with characters that mean
 * something to a shell is refused. Throws ProjectError.
 */
export function fillCommand(command: string, values: ReadonlyMap<string, string>): string {
  let filled = '';
  let quote = '';
  for (let at = 0; at < command.length; at += 1) {
    const character = command[at] as string;
    if (character === '{' || character === '}') {
      const [text, end] = placeholder(command, at, values, quote !== '');
      filled += text;
      at = end;
    } else if (character === '\\' && quote !== "'") {
      filled += command.slice(at, at + 2);
      // A brace behind a backslash still begins a placeholder.
      if (command[at + 1] === '{' || command[at + 1] === '}') filled = filled.slice(0, -1);
      else at += 1;
    } else {
      if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'" || character === '`'))
        quote = character;
      filled += character;
    }
  }
  return filled;
}

/** What stands for the brace at a position, and where it ends. */
function placeholder(
  command: string,
  at: number,
  values: ReadonlyMap<string, string>,
  quoted: boolean,
): [text: string, end: number] {
  const brace = command[at] as string;
  if (command[at + 1] === brace) return [brace, at + 1];
  const [whole, name] = /^\{([^{}]*)\}/.exec(command.slice(at)) ?? [];
  if (whole === undefined || name === undefined)
    throw new ProjectError(
      `The command has a single ${brace}; write ${brace}${brace} for one that is meant.`,
    );
  const value = values.get(name);
  if (value === undefined)
    throw new ProjectError(
      `The command uses {${name}}, which is not a parameter of the entry point${those(values)}; write {{ and }} for braces that are meant.`,
    );
  if (quoted && SPECIAL.test(value))
    throw new ProjectError(
      `The value of parameter ${name} has characters that mean something to a shell, and the command has {${name}} in quotes, where they cannot be made harmless: take the quotes away, each value is quoted by itself.`,
    );
  return [quoted ? value : shellQuote(value), at + whole.length - 1];
}

function those(values: ReadonlyMap<string, string>): string {
  return values.size === 0 ? '' : ` (those are ${[...values.keys()].join(', ')})`;
}
