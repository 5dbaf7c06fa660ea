import { Injectable } from '@nestjs/common';
import { registeredModelTagDeleted, registeredModelTagSet } from '@millrace/contracts/messages/registry';
import { checkName } from '@millrace/contracts/validation/names';
import { Database } from '@millrace/database/database';
import { writeEvent } from '@millrace/messaging/events/write-event';
import { checkModelName } from '../names/model-name.ts';
import { checkModelTag } from '../names/registry-tags.ts';
import { isPromptName } from '../prompts/prompt.ts';
import { noSuchModel } from './not-found.ts';
import { RegisteredModelsRepository } from './registered-models.repository.ts';

@Injectable()
export class RegisteredModelTagsService {
  constructor(
    private readonly database: Database,
    private readonly repository: RegisteredModelsRepository,
  ) {}

  async set(name: string, key: string, value: string): Promise<void> {
    checkModelName(name);
    checkModelTag(key, value);
    await this.database.transaction(async (transaction) => {
      if (!(await this.repository.hold(transaction, name))) throw noSuchModel(name);
      await this.repository.setTag(transaction, name, key, value);
      const prompt = await isPromptName(transaction, name);
      await writeEvent(transaction.client, registeredModelTagSet, { name, prompt, key, value });
    });
  }

  /** A tag that is not there is deleted without a word. */
  async remove(name: string, key: string): Promise<void> {
    checkModelName(name);
    checkName(key, 'key');
    await this.database.transaction(async (transaction) => {
      if (!(await this.repository.hold(transaction, name))) throw noSuchModel(name);
      await this.repository.deleteTag(transaction, name, key);
      const prompt = await isPromptName(transaction, name);
      await writeEvent(transaction.client, registeredModelTagDeleted, { name, prompt, key });
    });
  }
}
