import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The command line is not as the usage has it. */
export class UsageError extends Error {}

type Values<Flags extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Flags; strict: true }>
>['values'];

/** Reads a command line; throws UsageError. */
export function readFlags<Flags extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Flags,
): Values<Flags> {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * Runs a command; resolves with its exit code. A command that resolves with undefined was asked for its usage. Of errors of the
 * classes in `forPeople`, the message is printed and nothing else.
 */
export async function runCommand(
  usage: string,
  forPeople: readonly (new (message: string) => Error)[],
  command: () => Promise<number | undefined>,
): Promise<number> {
  try {
    const code = await command();
    if (code === undefined) console.log(usage);
    return code ?? 0;
  } catch (error) {
    const misused = error instanceof UsageError;
    if (!misused && !forPeople.some((known) => error instanceof known)) throw error;
    console.error((error as Error).message);
    if (misused) console.error(`\n${usage}`);
    return misused ? 2 : 1;
  }
}
