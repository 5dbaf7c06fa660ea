import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { invalidParameter, notFound } from '@millrace/contracts/errors';
import { checkStorable } from '@millrace/contracts/validation/names';
import type { JsonValue } from '@millrace/contracts/wire/field';
import { readExperimentIds } from '../search/experiment-ids.ts';
import { type SavedViewHead, type SavedViewRow, SavedViewsRepository } from './saved-views.repository.ts';

const LONGEST_NAME = 250;
const LARGEST_CONTENT = 256 * 1024;
const MOST_EXPERIMENTS = 200;
const VIEW_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Content = Readonly<Record<string, JsonValue>>;

/** How someone looks at experiments: columns, filter, charts. The interface alone reads the content. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly repository: SavedViewsRepository) {}

  async create(name: string, experimentIds: readonly string[], content: Content): Promise<SavedViewRow> {
    const ids = readExperimentIds(experimentIds);
    if (ids.length === 0 || ids.length > MOST_EXPERIMENTS)
      throw invalidParameter(`'experiment_ids' must name 1 to ${MOST_EXPERIMENTS} experiments.`);
    const now = Date.now();
    const view = {
      view_id: randomUUID(),
      name: checkedName(name),
      experiment_ids: ids,
      content: contentText(content),
      created_ms: now,
      updated_ms: now,
    };
    await this.repository.insert(view);
    return view;
  }

  async get(viewId: string): Promise<SavedViewRow> {
    const view = VIEW_ID.test(viewId) ? await this.repository.find(viewId) : undefined;
    if (!view) throw noView(viewId);
    return view;
  }

  async list(experimentId: string): Promise<SavedViewHead[]> {
    const [id] = readExperimentIds([experimentId]);
    return id === undefined ? [] : this.repository.list(id);
  }

  async update(
    viewId: string,
    name: string | undefined,
    content: Content | undefined,
  ): Promise<SavedViewRow> {
    const change = {
      name: name === undefined ? undefined : checkedName(name),
      content: content && contentText(content),
    };
    const view = VIEW_ID.test(viewId) ? await this.repository.update(viewId, change, Date.now()) : undefined;
    if (!view) throw noView(viewId);
    return view;
  }

  async delete(viewId: string): Promise<void> {
    if (!VIEW_ID.test(viewId) || !(await this.repository.delete(viewId))) throw noView(viewId);
  }
}

function noView(viewId: string): Error {
  return notFound(`There is no saved view with the id '${viewId.slice(0, 100)}'.`);
}

function checkedName(name: string): string {
  checkStorable('name', name);
  if (name.length > LONGEST_NAME)
    throw invalidParameter(
      `'name' has ${name.length} characters; a view's name has at most ${LONGEST_NAME}.`,
    );
  return name.trim();
}

function contentText(content: Content): string {
  const text = JSON.stringify(content);
  checkStorable('content', text);
  if (text.length > LARGEST_CONTENT)
    throw invalidParameter(
      `'content' is ${text.length} characters of JSON; at most ${LARGEST_CONTENT} are kept.`,
    );
  return text;
}
