import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

interface Shape<Flags extends ParseArgsOptionsConfig> {
  readonly options: Flags;
  readonly allowPositionals: true;
}

/** Reads a command line; what is no option is among `positionals`. Throws UsageError. */
export function readFlags<Flags extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Flags,
): ReturnType<typeof parseArgs<Shape<Flags>>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
