import { type ErrorCode, HTTP_STATUS_OF_ERROR_CODE, MlflowError } from '../errors.ts';

/** The answer of another service: its error is told as it would be here, and so is the absence of an answer. */
export async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { errorCode } = error as { errorCode?: string };
    if (errorCode === undefined || !(errorCode in HTTP_STATUS_OF_ERROR_CODE)) throw error;
    throw new MlflowError(errorCode as ErrorCode, (error as Error).message);
  }
}
