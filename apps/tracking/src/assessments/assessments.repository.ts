import { Injectable } from '@nestjs/common';
import type { Queryable } from '@millrace/database/database';
import type { Assessment } from './assessment.ts';
import { type AssessmentRow, fromRow, toRow } from './assessment-row.ts';

@Injectable()
export class AssessmentsRepository {
  /** Stores assessments; with `replace`, those whose ids are taken are written over, otherwise that is a unique violation. */
  async insert(database: Queryable, assessments: readonly Assessment[], replace = false): Promise<void> {
    if (assessments.length === 0) return;
    const updates =
      'name kind value error updated_ms source_type source_id run_id span_id rationale metadata overrides'
        .split(' ')
        .map((column) => `${column} = excluded.${column}`);
    await database.query(
      `INSERT INTO assessments
       SELECT * FROM jsonb_populate_recordset(NULL::assessments, $1)
       ${replace ? `ON CONFLICT (assessment_id) DO UPDATE SET ${updates.join(', ')}` : ''}`,
      [JSON.stringify(assessments.map(toRow))],
    );
  }

  async find(
    database: Queryable,
    traceId: string,
    assessmentId: string,
    lock = false,
  ): Promise<Assessment | undefined> {
    const [row] = await database.query<AssessmentRow>(
      `SELECT * FROM assessments WHERE assessment_id = $1 AND trace_id = $2 ${lock ? 'FOR UPDATE' : ''}`,
      [assessmentId, traceId],
    );
    return row && fromRow(row);
  }

  /** Writes what an update may change. */
  async update(database: Queryable, assessment: Assessment): Promise<void> {
    const row = toRow(assessment);
    await database.query(
      `UPDATE assessments SET name = $2, value = $3, error = $4, updated_ms = $5, rationale = $6, metadata = $7
       WHERE assessment_id = $1`,
      [row.assessment_id, row.name, row.value, row.error, row.updated_ms, row.rationale, row.metadata],
    );
  }

  /** Says whether the trace has such an assessment. */
  async setValid(
    database: Queryable,
    traceId: string,
    assessmentId: string,
    valid: boolean,
  ): Promise<boolean> {
    const rows = await database.query(
      'UPDATE assessments SET valid = $3 WHERE trace_id = $1 AND assessment_id = $2 RETURNING 1',
      [traceId, assessmentId, valid],
    );
    return rows.length > 0;
  }

  /** Removes the assessment, and makes the one that it overrode valid again. */
  async delete(database: Queryable, traceId: string, assessmentId: string): Promise<void> {
    await database.query(
      `WITH gone AS (DELETE FROM assessments WHERE trace_id = $1 AND assessment_id = $2 RETURNING overrides)
       UPDATE assessments SET valid = true FROM gone WHERE assessment_id = gone.overrides`,
      [traceId, assessmentId],
    );
  }

  /** Locks the trace against deletion until the transaction ends; says whether it is there. */
  async lockTrace(database: Queryable, traceId: string): Promise<boolean> {
    const rows = await database.query('SELECT 1 FROM traces WHERE trace_id = $1 FOR KEY SHARE', [traceId]);
    return rows.length > 0;
  }
}
