import { type MlflowError, notFound } from '@millrace/contracts/errors';

export function noSuchModel(name: string): MlflowError {
  return notFound(`Registered Model with name=${name} not found`);
}
