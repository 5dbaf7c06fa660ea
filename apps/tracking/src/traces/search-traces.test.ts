import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { createTestDatabase, type TestDatabase } from '../../../../packages/database/test/test-database.ts';
import { SearchTracesService } from './search-traces.service.ts';
import { TracesRepository } from './traces.repository.ts';

let testDatabase: TestDatabase;
let database: Database;
let search: SearchTracesService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = new Database(openPool(testDatabase.url));
  search = new SearchTracesService(new TracesRepository(database));
  await database.query(
    `INSERT INTO traces (trace_id, experiment_id, timestamp_ms, state)
     VALUES ('one', 7, 3, 'OK'), ('two', 7, 2, 'ERROR'), ('three', 7, 1, 'OK'), ('elsewhere', 8, 1, 'OK')`,
  );
  await database.query(
    `INSERT INTO trace_metadata (trace_id, key, value) VALUES ('one', 'mlflow.trace.session', 's'),
       ('two', 'mlflow.trace.session', 's'), ('elsewhere', 'mlflow.trace.session', 's')`,
  );
  await database.query(
    `INSERT INTO assessments (assessment_id, trace_id, name, kind, value, created_ms, updated_ms, source_type, metadata)
     VALUES ('a', 'one', 'polite', 'feedback', '"yes"', 0, 0, 'HUMAN', '{"mlflow.trace.session": "s"}'),
            ('b', 'three', 'score', 'feedback', '4.5', 0, 0, 'HUMAN', NULL),
            ('c', 'one', 'score', 'feedback', '"high"', 0, 0, 'HUMAN', NULL)`,
  );
  await database.query(
    `INSERT INTO spans (trace_id, span_id, name, type, status, start_ns, content)
     VALUES ('one', '1', 'plan', 'CHAIN', 'OK', 0, '{"a": "x_y\\z"}'), ('one', '2', 'ask', 'LLM', 'OK', 0, '{}'),
            ('two', '3', 'plan', 'LLM', 'OK', 0, '{}')`,
  );
});

afterAll(async () => {
  await database.pool.end();
  await testDatabase.drop();
});

async function found(filter: string): Promise<string[]> {
  const { traces } = await search.search({ experimentIds: ['7'], filter, orderBy: [] });
  return traces.map(({ traceId }) => traceId);
}

describe('a search for traces', () => {
  it('asks one and the same span for conditions that stand together, and any span for others', async () => {
    expect(await found("span.name = 'plan' AND span.type = 'LLM'")).toEqual(['two']);
    expect(await found("span.name = 'ask' OR span.type = 'CHAIN'")).toEqual(['one']);
    expect(await found("NOT span.type = 'LLM'")).toEqual(['three']);
  });

  it('counts feedback on a session for each of its traces that are searched', async () => {
    expect(await found("feedback.polite = 'yes'")).toEqual(['one', 'two']);
    expect(await found('feedback.polite IS NULL')).toEqual(['three']);
  });

  it('compares feedback by size only where it is a number', async () => {
    expect(await found('feedback.score > 4')).toEqual(['three']);
    expect(await found("feedback.score = 'high'")).toEqual(['one']);
  });

  it('takes patterns as they are: a backslash is no escape, and a broken expression meets nothing', async () => {
    expect(await found(String.raw`trace.text LIKE '%x_y\z%'`)).toEqual(['one']);
    expect(await found("name RLIKE '['")).toEqual([]);
  });

  it('refuses what it cannot order by, and experiments that are no numbers', async () => {
    const ordered = (orderBy: string[]) => search.search({ experimentIds: ['7'], orderBy });
    await expect(ordered(['end_time'])).rejects.toMatchObject({ httpStatus: 400 });
    await expect(ordered(['timestamp', 'timestamp DESC'])).rejects.toThrow('duplicate fields');
    await expect(search.search({ experimentIds: ['x'], orderBy: [] })).rejects.toThrow(
      'Invalid experiment ID',
    );
    expect((await search.search({ experimentIds: ['99999999999'], orderBy: [] })).traces).toEqual([]);
  });
});
