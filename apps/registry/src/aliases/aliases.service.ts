import { Injectable } from '@nestjs/common';
import { aliasDeleted, aliasMoved } from '@millrace/contracts/messages/registry';
import { Database } from '@millrace/database/database';
import { writeEvent } from '@millrace/messaging/events/write-event';
import { noSuchVersion, VersionLookup } from '../model-versions/version-lookup.ts';
import { checkAliasName, checkAliasNotReserved } from '../names/alias-name.ts';
import { checkModelName } from '../names/model-name.ts';
import { parseVersionNumber } from '../names/version-number.ts';
import { isPromptName } from '../prompts/prompt.ts';
import { noSuchModel } from '../registered-models/not-found.ts';
import { RegisteredModelsRepository } from '../registered-models/registered-models.repository.ts';
import { AliasesRepository } from './aliases.repository.ts';

@Injectable()
export class AliasesService {
  constructor(
    private readonly database: Database,
    private readonly repository: AliasesRepository,
    private readonly models: RegisteredModelsRepository,
    private readonly versions: VersionLookup,
  ) {}

  /** Points an alias at a version, wherever it pointed before. */
  async set(name: string, alias: string, versionText: string): Promise<void> {
    checkModelName(name);
    checkAliasName(alias);
    checkAliasNotReserved(alias);
    const { version, shown } = parseVersionNumber(versionText);
    await this.database.transaction(async (transaction) => {
      // A version that is being deleted takes its aliases with it: it must not get one meanwhile.
      if (!(await this.versions.hold(transaction, name, version))) throw noSuchVersion(name, shown);
      const previous = await this.repository.put(transaction, name, alias, version);
      const prompt = await isPromptName(transaction, name);
      const payload = { name, prompt, alias, version, ...(previous === undefined ? {} : { previous }) };
      await writeEvent(transaction.client, aliasMoved, payload);
    });
  }

  /** An alias that is not there is deleted without a word. */
  async remove(name: string, alias: string): Promise<void> {
    checkModelName(name);
    checkAliasName(alias);
    await this.database.transaction(async (transaction) => {
      if (!(await this.models.hold(transaction, name))) throw noSuchModel(name);
      await this.repository.remove(transaction, name, alias);
      const prompt = await isPromptName(transaction, name);
      await writeEvent(transaction.client, aliasDeleted, { name, prompt, alias });
    });
  }
}
