import { readParameters } from '../run-options.ts';
import { UsageError } from '../usage-error.ts';

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?`;
const RANGE = new RegExp(String.raw`^(${NUMBER})\.\.(${NUMBER})((?::(?:int|float|log|linear))*)$`, 'i');

/** The space of a sweep: `a=1,2,3` are values, `a=1..3` is a range, with `:int` and `:log` behind it. Throws UsageError. */
export function readSpace(given: readonly string[]): Record<string, object> {
  const space = Object.entries(readParameters(given)).map(([name, what]) => [name, dimension(name, what)]);
  if (space.length === 0)
    throw new UsageError('A sweep needs a parameter that differs between runs: --vary alpha=0.1,0.5,1');
  return Object.fromEntries(space) as Record<string, object>;
}

function dimension(name: string, what: string): object {
  const [, min, max, kinds] = RANGE.exec(what) ?? [];
  if (min === undefined) return { values: values(name, what) };
  const asked = (kinds ?? '').toLowerCase().split(':');
  return {
    min: Number(min),
    max: Number(max),
    ...(asked.includes('int') && { type: 'int' }),
    ...(asked.includes('log') && { scale: 'log' }),
  };
}

function values(name: string, what: string): string[] {
  const list = what.split(',').map((value) => value.trim());
  if (list.includes(''))
    throw new UsageError(`--vary ${name} takes values, separated by commas, or a range such as 0.1..1.`);
  return list;
}
