import { pythonWith } from './python-environment.ts';

/** A Python with the real MLflow client. */
export function pythonWithMlflow(): Promise<string> {
  return pythonWith('tests/client/requirements.txt');
}
