import type { Redis } from 'ioredis';

/**
 * What an operator should know of a Redis that messages are kept in; undefined when it keeps them on disk, or does not say. Events
 * and jobs that wait in a Redis without persistence are lost when it restarts.
 */
export async function redisWarning(connection: Redis): Promise<string | undefined> {
  try {
    if (/^aof_enabled:1/m.test(await connection.info('persistence'))) return undefined;
    const [, save] = await connection.config('GET', 'save');
    if (save !== '') return undefined;
    return 'this Redis keeps nothing on disk, so that messages nobody has handled yet are lost when it restarts: set appendonly to yes';
  } catch {
    // Some that are run by others do not let their settings be read.
    return undefined;
  }
}
