import { invalidParameter } from '@millrace/contracts/errors';
import type { Database } from '@millrace/database/database';
import { StatementNames } from '@millrace/database/statement-names';

const LONGEST_MS = 30_000;
/** PostgreSQL's code for a statement that was cancelled, here for the time it took. */
const CANCELLED = '57014';
/** The searches that users make again and again differ in their values, not in their text. */
const names = new StatementNames('search', 100);

/**
 * Runs a search that a user wrote. One with patterns may take long however it is planned, so that it is given 30 s; throws
 * INVALID_PARAMETER_VALUE after them.
 */
export async function boundedQuery<Row extends object>(
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  if (!/ I?LIKE | ~ /.test(text)) {
    const name = names.of(text);
    return name === undefined
      ? database.query<Row>(text, values)
      : database.prepared<Row>(name, text, values);
  }
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query(`SET LOCAL statement_timeout = ${LONGEST_MS}`);
      return transaction.query<Row>(text, values);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== CANCELLED) throw error;
    throw invalidParameter(
      `The search took longer than ${LONGEST_MS / 1000} s and was stopped. Narrow it by other clauses or a simpler LIKE pattern.`,
    );
  }
}
