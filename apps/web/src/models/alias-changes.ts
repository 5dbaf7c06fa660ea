import type { QueryClient } from '@tanstack/react-query';
import { deleteModelAlias, type ModelAlias, setModelAlias } from '../api/registered-models.ts';
import { notify, notifyFailure } from '../components/toast.tsx';

/** Changes aliases of a model at once, and lets each change be undone from its toast. */
export class AliasChanges {
  readonly #client: QueryClient;
  readonly #name: string;
  readonly #aliases: readonly ModelAlias[];

  constructor(client: QueryClient, name: string, aliases: readonly ModelAlias[]) {
    this.#client = client;
    this.#name = name;
    this.#aliases = aliases;
  }

  /** Gives the alias to a version, whichever had it. Rejects when the server refuses it. */
  async set(alias: string, version: string): Promise<void> {
    const before = this.#versionOf(alias);
    if (before === version) return;
    await this.#apply(alias, version);
    const what = before === undefined ? `now means` : `moved from version ${before} to`;
    notify(`@${alias} ${what} version ${version}`, { undo: () => this.#apply(alias, before) });
  }

  async remove(alias: string): Promise<void> {
    const before = this.#versionOf(alias);
    try {
      await this.#apply(alias, undefined);
      notify(`@${alias} removed`, { undo: () => this.#apply(alias, before) });
    } catch (error) {
      notifyFailure('The alias was not removed', error);
    }
  }

  #versionOf(alias: string): string | undefined {
    return this.#aliases.find((each) => each.alias === alias)?.version;
  }

  async #apply(alias: string, version: string | undefined): Promise<void> {
    if (version === undefined) await deleteModelAlias(this.#name, alias);
    else await setModelAlias(this.#name, alias, version);
    await this.#client.invalidateQueries({ queryKey: ['model', this.#name] });
    await this.#client.invalidateQueries({ queryKey: ['models'] });
  }
}
