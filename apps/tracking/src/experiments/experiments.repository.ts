import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';

@Injectable()
export class ExperimentsRepository {
  constructor(private readonly database: Database) {}

  async insert(name: string, artifactLocation: string): Promise<string> {
    const [row] = await this.database.query<{ experiment_id: number }>(
      `INSERT INTO experiments (name, artifact_location, created_ms, updated_ms)
       VALUES ($1, $2, 0, 0) RETURNING experiment_id`,
      [name, artifactLocation],
    );
    return String(row?.experiment_id);
  }
}
