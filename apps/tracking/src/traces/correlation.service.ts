import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { traceGrammar } from '@millrace/search/entities/trace';
import { parseFilter } from '@millrace/search/parse-filter';
import { Parameters } from '@millrace/search/sql/parameters';
import { boundedQuery } from '../search/bounded-query.ts';
import { npmiSql } from './npmi-sql.ts';
import { scopeSql } from './search-traces.service.ts';
import { traceFilterSql } from './trace-filter-sql.ts';

/** How many traces meet two filters, and how much the one tells of the other: null where one of them meets none. */
export interface Correlation {
  readonly total: number;
  readonly first: number;
  readonly second: number;
  readonly joint: number;
  readonly npmi: number | null;
  /** With half a trace more in each of the four cases (Jeffreys' prior), for few traces. */
  readonly smoothed: number | null;
}

// Double precision, and `both` and `total` apart from zero and from each other where the formula divides.
const CORRELATION = `SELECT total, first, second, joint,
    CASE WHEN first = 0 OR second = 0 THEN NULL WHEN joint = 0 THEN -1 WHEN joint = total THEN 1
      ELSE ${npmiSql('joint::float8', 'first::float8', 'second::float8', 'total::float8')} END AS npmi,
    CASE WHEN first = 0 OR second = 0 THEN NULL WHEN joint = total THEN 1
      ELSE ${npmiSql('joint + 0.5::float8', 'first + 1::float8', 'second + 1::float8', 'total + 2::float8')} END AS smoothed`;

@Injectable()
export class CorrelationService {
  constructor(private readonly database: Database) {}

  /** Correlates two filters over the traces of the experiments that meet `base`. */
  async correlate(
    experimentIds: readonly string[],
    first: string,
    second: string,
    base: string | undefined,
  ): Promise<Correlation> {
    const parameters = new Parameters();
    const scope = scopeSql(experimentIds, parameters);
    const [one, two, all] = [first, second, base].map((filter) =>
      traceFilterSql(parseFilter(traceGrammar, filter), parameters, scope),
    );
    const [correlation] = await boundedQuery<Correlation>(
      this.database,
      `${CORRELATION} FROM (
         SELECT count(*)::int AS total, count(*) FILTER (WHERE one)::int AS first,
           count(*) FILTER (WHERE two)::int AS second, count(*) FILTER (WHERE one AND two)::int AS joint
         FROM (SELECT ${one} AS one, ${two} AS two FROM traces t WHERE ${scope('t')} AND ${all}) AS met
       ) AS counts`,
      parameters.values,
    );
    return correlation ?? { total: 0, first: 0, second: 0, joint: 0, npmi: null, smoothed: null };
  }
}
