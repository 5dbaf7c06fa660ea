import { Injectable } from '@nestjs/common';
import { modelVersionTagDeleted, modelVersionTagSet } from '@millrace/contracts/messages/registry';
import { checkName } from '@millrace/contracts/validation/names';
import { Database } from '@millrace/database/database';
import { writeEvent } from '@millrace/messaging/events/write-event';
import { checkModelName } from '../names/model-name.ts';
import { checkVersionTag } from '../names/registry-tags.ts';
import { parseVersionNumber } from '../names/version-number.ts';
import { isPromptName } from '../prompts/prompt.ts';
import { noSuchVersion, VersionLookup } from './version-lookup.ts';

@Injectable()
export class ModelVersionTagsService {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionLookup,
  ) {}

  async set(name: string, versionText: string, key: string, value: string): Promise<void> {
    checkModelName(name);
    const { version, shown } = parseVersionNumber(versionText);
    checkVersionTag(key, value);
    await this.database.transaction(async (transaction) => {
      if (!(await this.versions.hold(transaction, name, version))) throw noSuchVersion(name, shown);
      await transaction.query(
        `INSERT INTO model_version_tags (name, version, key, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value`,
        [name, version, key, value],
      );
      const prompt = await isPromptName(transaction, name);
      await writeEvent(transaction.client, modelVersionTagSet, { name, prompt, version, key, value });
    });
  }

  /** A tag that is not there is deleted without a word. */
  async remove(name: string, versionText: string, key: string): Promise<void> {
    checkModelName(name);
    const { version, shown } = parseVersionNumber(versionText);
    checkName(key, 'key');
    await this.database.transaction(async (transaction) => {
      if (!(await this.versions.hold(transaction, name, version))) throw noSuchVersion(name, shown);
      await transaction.query('DELETE FROM model_version_tags WHERE (name, version, key) = ($1, $2, $3)', [
        name,
        version,
        key,
      ]);
      const prompt = await isPromptName(transaction, name);
      await writeEvent(transaction.client, modelVersionTagDeleted, { name, prompt, version, key });
    });
  }
}
