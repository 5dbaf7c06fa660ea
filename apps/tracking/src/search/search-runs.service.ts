import { Injectable } from '@nestjs/common';
import type { RunFields, SearchRuns } from '@millrace/contracts/tracking/runs';
import type { MessageOf } from '@millrace/contracts/wire/field';
import type { Comparison } from '@millrace/search/filter';
import { pageOf } from '@millrace/search/sql/page';
import { readExperimentIds } from './experiment-ids.ts';
import { NarrowCounts } from './narrow-counts.ts';
import { readQuery, type RunSearchPlan, RunSearchPlans } from './run-search-plans.ts';
import { type FoundRun, SearchRunsRepository } from './search-runs.repository.ts';

/**
 * Looking this many runs up by their ids is quicker than going through an experiment's: newest first that ends with the page,
 * in any other order it goes through all of them.
 */
const FEW_RUNS = { newestFirst: 500, sorted: 20_000 };
/** Pages up to this size are made whole; a larger one is sent piece by piece, so that memory holds one piece of it. */
const PIECE_RUNS = 2000;

@Injectable()
export class SearchRunsService {
  private readonly plans = new RunSearchPlans();
  private readonly counts: NarrowCounts;

  constructor(private readonly repository: SearchRunsRepository) {
    this.counts = new NarrowCounts((...asked) => repository.narrowCounts(...asked));
  }

  /**
   * Answers a search with JSON that is written already: `{"runs": […], "next_page_token": …}`, or `{"count": n}`. A large page comes
   * in pieces.
   */
  async search(request: MessageOf<typeof SearchRuns>): Promise<Buffer | AsyncGenerator<Buffer>> {
    if (request.count_only)
      return Buffer.from(`{"count":${await this.repository.count(readQuery(request))}}`);
    const plan = this.plans.of(request);
    const narrow = await this.narrowing(plan);
    const page = narrow ? plan.narrowedBy(narrow) : plan.whole;
    const found = await this.repository.find(page);
    const { rows, nextPageToken } = pageOf(found, plan.query.pageSize, page.keys, page.digest);
    const pieces = this.pieces(rows, request.fields, nextPageToken);
    if (rows.length > PIECE_RUNS) return pieces;
    const { value } = await pieces.next();
    return value as Buffer;
  }

  /** One piece for each PIECE_RUNS runs, and one for none. The runs come as bytes and go as bytes: they are copied once, never decoded. */
  private async *pieces(
    rows: readonly FoundRun[],
    fields: MessageOf<typeof RunFields> | undefined,
    nextPageToken: string | undefined,
  ): AsyncGenerator<Buffer> {
    const token = nextPageToken ? `"next_page_token":"${nextPageToken}"` : '';
    let written = false;
    let from = 0;
    do {
      const part = rows.slice(from, from + PIECE_RUNS);
      const runs = fields
        ? await this.repository.renderLean(part, fields)
        : await this.repository.render(part);
      const bytes = runs.flatMap((run, index) => [written || index > 0 ? COMMA : START, run]);
      written ||= runs.length > 0;
      from += PIECE_RUNS;
      if (from >= rows.length)
        bytes.push(Buffer.from(written ? (token ? `],${token}}` : ']}') : `{${token}}`));
      yield Buffer.concat(bytes);
    } while (from < rows.length);
  }

  /** The comparison that the fewest runs meet, if those are few: counted, because statistics are behind just where a table grows. */
  private async narrowing({
    query,
    whole,
    narrowing: comparisons,
  }: RunSearchPlan): Promise<Comparison | undefined> {
    const few = whole.newestFirst ? FEW_RUNS.newestFirst : FEW_RUNS.sorted;
    const [id, ...others] = new Set(query.experimentIds);
    if (comparisons.length === 0 || id === undefined || others.length > 0) return undefined;
    const [experimentId] = readExperimentIds([id]);
    if (experimentId === undefined) return undefined;
    const counts = await this.counts.of(comparisons, experimentId, few + 1);
    const fewest = Math.min(...counts);
    return fewest <= few ? comparisons[counts.indexOf(fewest)] : undefined;
  }
}

const START = Buffer.from('{"runs":[');
const COMMA = Buffer.from(',');
