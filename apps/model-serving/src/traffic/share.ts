import type { LoadedVersion } from './loaded-version.ts';

/** Versions that answer, each a part of the requests. */
export class Share {
  private readonly versions: readonly LoadedVersion[];
  /** Up to where on a line from 0 to 1 each version's part goes. */
  private readonly ends: readonly number[];

  constructor(parts: readonly { readonly version: LoadedVersion; readonly weight: number }[]) {
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    this.versions = parts.map(({ version }) => version);
    let end = 0;
    // While those with a weight are not loaded, the others answer.
    this.ends = parts.map(({ weight }) => (end += total === 0 ? 1 / parts.length : weight / total));
  }

  /** `at` is from 0 to 1; undefined where there is no version. */
  pick(at: number): LoadedVersion | undefined {
    if (this.versions.length === 1) return this.versions[0];
    const index = this.ends.findIndex((end) => at < end);
    return this.versions.at(index);
  }

  numbered(number: string): LoadedVersion | undefined {
    return this.versions.find((version) => String(version.number) === number);
  }
}
