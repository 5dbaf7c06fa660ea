import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

/** Which archives clients have uploaded. */
@Injectable()
export class UploadsRepository {
  constructor(private readonly database: Database) {}

  /** One that is uploaded again is as good as new. Waits while somebody removes it. */
  async note(uploadId: string, now: number): Promise<void> {
    await this.database.query(
      `INSERT INTO project_uploads (upload_id, uploaded_ms) VALUES ($1, $2)
       ON CONFLICT (upload_id) DO UPDATE SET uploaded_ms = excluded.uploaded_ms`,
      [uploadId, now],
    );
  }

  /**
   * Removes one that was uploaded before a time and that nothing has needed since: no run that waits, goes on or ended later, no
   * schedule, no sweep that goes on. `remove` removes its file, while nobody can upload it again. False when there is none.
   */
  removeOne(before: number, remove: (uploadId: string) => Promise<void>): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ upload_id: string }>(
        `DELETE FROM project_uploads WHERE upload_id = (
           SELECT upload_id FROM project_uploads u
           WHERE uploaded_ms < $1
             AND NOT EXISTS (SELECT FROM project_runs r
               WHERE starts_with(r.uri, 'upload:' || u.upload_id) AND (r.ended_ms IS NULL OR r.ended_ms >= $1))
             AND NOT EXISTS (SELECT FROM project_schedules s
               WHERE starts_with(s.request ->> 'uri', 'upload:' || u.upload_id))
             AND NOT EXISTS (SELECT FROM project_sweeps s
               WHERE s.state = 'running' AND starts_with(s.request ->> 'uri', 'upload:' || u.upload_id))
           LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING upload_id`,
        [before],
      );
      if (row === undefined) return false;
      await remove(row.upload_id);
      return true;
    });
  }
}
