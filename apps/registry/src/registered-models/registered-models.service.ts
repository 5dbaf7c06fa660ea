import { Injectable } from '@nestjs/common';
import { alreadyExists } from '@millrace/contracts/errors';
import {
  registeredModelCreated,
  registeredModelDeleted,
  registeredModelRenamed,
} from '@millrace/contracts/messages/registry';
import { pythonRepr } from '@millrace/contracts/wire/python-text';
import { Database } from '@millrace/database/database';
import { isUniqueViolation } from '@millrace/database/sql-state';
import { writeEvent } from '@millrace/messaging/events/write-event';
import { canonicalStage, STAGES } from '../model-versions/model-stage.ts';
import { checkDescription } from '../names/limits.ts';
import { checkModelName } from '../names/model-name.ts';
import { checkModelTag, type RequestTag, tagsByKey } from '../names/registry-tags.ts';
import { isPrompt, PROMPT_TAG } from '../prompts/prompt.ts';
import { noSuchModel } from './not-found.ts';
import { RegisteredModelsRepository } from './registered-models.repository.ts';

/** The rules of registered models. Models are returned as MLflow's JSON. Unknown names are 404. */
@Injectable()
export class RegisteredModelsService {
  constructor(
    private readonly database: Database,
    private readonly repository: RegisteredModelsRepository,
  ) {}

  async create(name: string, description: string, tags: readonly RequestTag[]): Promise<string> {
    checkModelName(name);
    for (const { key = '', value = '' } of tags) checkModelTag(key, value);
    checkDescription(description);
    const byKey = tagsByKey(tags);
    try {
      return await this.database.transaction(async (transaction) => {
        await this.repository.insert(transaction, name, description, byKey);
        const payload = { name, prompt: isPrompt(byKey), tags: Object.fromEntries(byKey), description };
        await writeEvent(transaction.client, registeredModelCreated, payload);
        return (await this.repository.find(name, transaction)) ?? '';
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw nameTaken(name, await this.repository.hasTag(name, PROMPT_TAG), byKey.has(PROMPT_TAG));
    }
  }

  async get(name: string): Promise<string> {
    checkModelName(name);
    return found(name, await this.repository.find(name));
  }

  async update(name: string, description: string): Promise<string> {
    checkModelName(name);
    checkDescription(description);
    if (!(await this.repository.describe(name, description))) throw noSuchModel(name);
    return this.get(name);
  }

  async rename(name: string, newName: string): Promise<string> {
    checkModelName(newName, 'new_name');
    checkModelName(name);
    try {
      return await this.database.transaction(async (transaction) => {
        if (!(await this.repository.rename(transaction, name, newName))) throw noSuchModel(name);
        await writeEvent(transaction.client, registeredModelRenamed, { name, newName });
        return found(newName, await this.repository.find(newName, transaction));
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw alreadyExists(`Registered Model (name=${newName}) already exists.`);
    }
  }

  async remove(name: string): Promise<void> {
    checkModelName(name);
    await this.database.transaction(async (transaction) => {
      if (!(await this.repository.remove(transaction, name))) throw noSuchModel(name);
      await writeEvent(transaction.client, registeredModelDeleted, { name });
    });
  }

  /** The newest version of each of the stages, of all stages when none is named. */
  async latestVersions(name: string, stages: readonly string[] = []): Promise<string[]> {
    checkModelName(name);
    if (!(await this.repository.exists(name))) throw noSuchModel(name);
    const wanted = stages.length === 0 ? STAGES : stages.map(canonicalStage);
    return this.repository.latestVersions(name, [...new Set(wanted)]);
  }
}

function found(name: string, json: string | undefined): string {
  if (json === undefined) throw noSuchModel(name);
  return json;
}

function nameTaken(name: string, byPrompt = false, forPrompt = false): Error {
  const [taken, wanted] = [byPrompt, forPrompt].map((prompt) => (prompt ? 'Prompt' : 'Registered Model'));
  if (taken === wanted) return alreadyExists(`${wanted} (name=${name}) already exists.`);
  return alreadyExists(
    `Tried to create a ${wanted?.toLowerCase()} with name ${pythonRepr(name)}, but the name is already taken by a ` +
      `${taken?.toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`,
  );
}
