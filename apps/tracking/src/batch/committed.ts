import { MlflowError } from '@millrace/contracts/errors';
import { ClosedError, TooMuchPendingError } from '@millrace/database/group-commit';
import { isDatabaseUnavailable } from '@millrace/database/sql-state';

/** A write's result, or TEMPORARILY_UNAVAILABLE (503), which MLflow's clients try again, when it could not be taken or made durable. */
export async function committed<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof TooMuchPendingError || error instanceof ClosedError)
      throw new MlflowError('TEMPORARILY_UNAVAILABLE', error.message);
    if (isDatabaseUnavailable(error))
      throw new MlflowError(
        'TEMPORARILY_UNAVAILABLE',
        'The database cannot be reached; nothing was confirmed as written.',
      );
    throw error;
  }
}
