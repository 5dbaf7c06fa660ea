/** The colour at a share from 0 to 1 of a ramp. */
export function rampColor(ramp: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const low = Math.min(ramp.length - 2, Math.floor(at));
  const [a, b] = [channels(ramp[low] as string), channels(ramp[low + 1] as string)];
  const mixed = a.map((value, i) => Math.round(value + ((b[i] as number) - value) * (at - low)));
  return `rgb(${mixed.join()})`;
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** From a value to its share between the lowest and the highest. */
export function shareBetween(values: readonly number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? (value - low) / (high - low) : 0.5);
}
