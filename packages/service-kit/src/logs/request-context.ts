import { AsyncLocalStorage } from 'node:async_hooks';

/** The id of the request that is being answered, for log lines written on its behalf. */
export const requestContext = new AsyncLocalStorage<string>();
