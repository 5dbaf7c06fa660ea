import { Injectable } from '@nestjs/common';
import { runIdToUuid } from '@millrace/contracts/tracking/run-id';
import { INT64_MIN } from '@millrace/contracts/wire/int64';
import { type HistoryPage, HistoryRepository, type Place } from './history.repository.ts';
import { createPageToken } from './page-token.ts';

// How many points are in memory at once when all of a history is asked for.
const CHUNK_POINTS = 20_000;
const START: Place = { timestampMs: INT64_MIN, step: INT64_MIN, value: -Infinity };

/** Histories of metrics. Unknown runs and metrics have none: MLflow makes no error of them. */
@Injectable()
export class HistoryService {
  constructor(private readonly repository: HistoryRepository) {}

  /** One page as JSON text, with the token of the next when there is one. */
  async page(runId: string, key: string, offset: number, size: number): Promise<string> {
    const uuid = uuidOf(runId, key);
    if (uuid === undefined) return '{}';
    const { points, more } = await this.repository.page(uuid, key, offset, size);
    if (points === '') return '{}';
    const token = more ? `,"next_page_token":"${createPageToken(offset + size)}"` : '';
    return `{"metrics":[${points}]${token}}`;
  }

  /** All of a history, as pieces of JSON text: however long it is, only a part of it is in memory. */
  async *all(runId: string, key: string, offset: number): AsyncGenerator<string> {
    const uuid = uuidOf(runId, key);
    let written = false;
    const pages = offset === 0 ? this.pagesByPlace(uuid, key) : this.pagesByOffset(uuid, key, offset);
    for await (const points of pages) {
      if (points === '') continue;
      yield (written ? ',' : '{"metrics":[') + points;
      written = true;
    }
    yield written ? ']}' : '{}';
  }

  private async *pagesByPlace(uuid: string | undefined, key: string): AsyncGenerator<string> {
    if (uuid === undefined) return;
    let place: Place | undefined = START;
    while (place !== undefined) {
      const page: HistoryPage = await this.repository.pageBehind(uuid, key, CHUNK_POINTS, place);
      yield page.points;
      place = page.last;
    }
  }

  /** Only a client that takes a page's token and leaves out the size asks for this. */
  private async *pagesByOffset(
    uuid: string | undefined,
    key: string,
    offset: number,
  ): AsyncGenerator<string> {
    if (uuid === undefined) return;
    for (let at = offset, more = true; more; at += CHUNK_POINTS) {
      const page = await this.repository.page(uuid, key, at, CHUNK_POINTS);
      yield page.points;
      more = page.more;
    }
  }

  /** Points of several runs. A negative limit leaves out as many at the end, as MLflow's slice does. */
  async bulk(runIds: readonly string[], key: string, limit: number, most: number): Promise<string> {
    const uuids = runIds.flatMap((runId) => uuidOf(runId, key) ?? []);
    const count = limit < 0 && uuids.length > 0 ? await this.repository.count(uuids, key, most - limit) : 0;
    const size = Math.min(limit < 0 ? count + limit : limit, most);
    const points = size > 0 && uuids.length > 0 ? await this.repository.bulk(uuids, key, size) : '';
    return `{"metrics":[${points}]}`;
  }

  async sample(
    runIds: readonly string[],
    key: string,
    size: number,
    steps: { first: number; last: number } | undefined,
  ): Promise<string> {
    const uuids = runIds.flatMap((runId) => uuidOf(runId, key) ?? []);
    const points = uuids.length > 0 ? await this.repository.sample(uuids, key, size, steps) : '';
    return points === '' ? '{}' : `{"metrics":[${points}]}`;
  }
}

/** Undefined when no run, or no metric of this name, can be there. */
function uuidOf(runId: string, key: string): string | undefined {
  return key.includes('\u0000') ? undefined : runIdToUuid(runId);
}
