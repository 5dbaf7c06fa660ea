import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client.ts';

export type Prisma = PrismaClient;

/** Prisma's client on the pool that the hand-written SQL uses too. The pool's owner ends it. */
export function prismaOn(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}
