import { parseArgs } from 'node:util';

const USAGE = `npm run test:faults -- [options]
  --seed N       the same faults again; drawn when it is not given
  --faults N     so many faults; each kind once when it is not given
  --only TEXT    only faults whose names have this in them
  --short        a dozen faults, drawn by the seed: three to four minutes
  --soak N       no faults: N minutes of load, and whether memory, connections and file handles stay flat; 20 unless given
  --keep         leaves the logs and the data where they are`;

export interface Options {
  readonly seed: number;
  readonly faults: number | undefined;
  readonly only: string | undefined;
  readonly soakMinutes: number | undefined;
  readonly keep: boolean;
}

const SHORT_FAULTS = 12;
const SOAK_MINUTES = 20;

/** Throws what to tell whoever called it: what is wrong, and how it is called. */
export function readOptions(args: readonly string[]): Options {
  try {
    return read(args);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message === USAGE ? USAGE : `${message}\n${USAGE}`, { cause: error });
  }
}

function read(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      faults: { type: 'string' },
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.length > (values.soak ? 1 : 0)) throw new Error(USAGE);
  const faults = values.short ? SHORT_FAULTS : undefined;
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('--seed', values.seed),
    faults: values.faults === undefined ? faults : whole('--faults', values.faults),
    only: values.only,
    soakMinutes: values.soak ? whole('--soak', positionals[0] ?? String(SOAK_MINUTES)) : undefined,
    keep: values.keep,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number, not ${text}`);
  return value;
}
