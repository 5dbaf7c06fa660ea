/**
 * How a route that makes something ties an Idempotency-Key to what it makes.
 * - `in-transaction`: its handler runs in one transaction of the database, with the key. A handler that goes on after a failed
 *   statement runs that statement in a transaction of its own.
 * - `elsewhere`: it makes something outside the database, so its key is reserved before and its answer kept after.
 * - `by-itself`: its handler writes the key in the statement that makes the thing.
 */
export type Creates = 'in-transaction' | 'elsewhere' | 'by-itself';

/** The name of the header, as Node has it. */
export const IDEMPOTENCY_KEY = 'idempotency-key';
export const MAX_KEY_LENGTH = 255;
