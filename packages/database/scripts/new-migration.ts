// Writes a migration from what changed in prisma/schema.prisma since the last one:
// npm run new-migration -w packages/database -- name_of_the_change
// Each migration keeps the schema it leads to beside its SQL; the next one is the difference to that. The engine wants
// a connection all the same: DATABASE_URL names any PostgreSQL database, which stays as it is.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER, migrationNames } from '../src/migrate/migrations-folder.ts';
import { withSchemaEngine } from '../src/migrate/schema-engine.ts';

const [name] = process.argv.slice(2);
const databaseUrl = process.env['DATABASE_URL'];
if (!name || !/^[a-z0-9_]+$/.test(name) || !databaseUrl)
  throw new Error('usage: DATABASE_URL=… npm run new-migration -- name_in_lower_case');

const path = 'schema.prisma';
const content = await readFile(join(MIGRATIONS_FOLDER, '..', path), 'utf8');
const last = (await migrationNames()).at(-1);
const before = last && (await readFile(join(MIGRATIONS_FOLDER, last, path), 'utf8'));

const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
  engine.diff({
    from: before ? { tag: 'schemaDatamodel', files: [{ path, content: before }] } : { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path, content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  }),
);
// Keys and names compare by bytes, as in the reference server; Prisma's schema has no word for that.
const sql = (stdout ?? '').replaceAll(/(?<=^ +"\w+") TEXT(?=[ ,])/gm, ' TEXT COLLATE "C"');
const folder = join(
  MIGRATIONS_FOLDER,
  `${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}_${name}`,
);
await mkdir(folder);
await writeFile(join(folder, 'migration.sql'), sql);
await writeFile(join(folder, path), content);
console.log(folder);
