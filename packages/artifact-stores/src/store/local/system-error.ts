import { invalidParameter } from '@millrace/contracts/errors';
import { storeForbids, storeFull } from '../store-errors.ts';

/** Turns what the operating system refused into an answer for the caller; what is none of these stays as it is. */
export function asAnswer(error: unknown, what: string): unknown {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return storeFull();
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return storeForbids(what);
    case 'ENAMETOOLONG':
      return invalidParameter('Invalid path: a name in it, or all of it, is too long for the artifact store');
    case 'ENOTDIR':
      return invalidParameter('Invalid path: a folder is named in it that is a file');
    case 'EISDIR':
    case 'ENOTEMPTY':
      return invalidParameter(
        'Invalid path: it names a folder, and a folder cannot be overwritten by a file',
      );
    default:
      return error;
  }
}
