import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

// TypeScript knows WebAssembly only with a browser's library; this is all that is needed of it.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

interface EngineModule {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: object): void;
}

const require = createRequire(import.meta.url);

/**
 * Prisma's own schema engine, as WebAssembly on the `pg` driver: the same migrations and `_prisma_migrations` table as
 * `prisma migrate deploy`, without downloading an engine binary. The caller frees it.
 */
export async function openSchemaEngine(databaseUrl: string, schema = ''): Promise<SchemaEngine> {
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule;
  const path = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  const datamodels: [string, string][] | undefined = schema ? [['schema.prisma', schema]] : undefined;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(databaseUrl));
  return glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}
