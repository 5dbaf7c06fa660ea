import { invalidParameter } from '@millrace/contracts/errors';
import { checkLength } from '@millrace/contracts/validation/names';

const MAX_ALIAS_LENGTH = 255;
// Python's \w is letters and numbers of every script, and its $ also matches before a last line break.
const ALIAS = /^[\p{L}\p{N}_-]*\n?$/u;
const VERSION_LIKE = /^[vV]\p{Nd}+\n?$/u;

/** Stands for the newest version of a model, in any case of letters; no alias may have that name. */
export const LATEST = 'latest';

/** Throws INVALID_PARAMETER_VALUE unless the text may name an alias. */
export function checkAliasName(alias: string): void {
  if (alias === '') throw invalidParameter('Registered model alias name cannot be empty.');
  if (!ALIAS.test(alias))
    throw invalidParameter(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    );
  checkLength('Registered model alias name', MAX_ALIAS_LENGTH, alias);
}

/** Throws INVALID_PARAMETER_VALUE for names that mean something else than an alias. */
export function checkAliasNotReserved(alias: string): void {
  if (alias.toLowerCase() === LATEST)
    throw invalidParameter("'latest' alias name (case insensitive) is reserved.");
  if (VERSION_LIKE.test(alias)) throw invalidParameter(`Version alias name '${alias}' is reserved.`);
}
