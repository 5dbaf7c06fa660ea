import { MlflowError } from '@millrace/contracts/errors';
import { ArtifactRoots } from './artifact-roots.ts';

/** Stands in when the artifact service runs alone, with only a folder. */
export class NoArtifactRoots extends ArtifactRoots {
  ofRun(): Promise<string> {
    return away('runs', 'tracking');
  }

  ofLoggedModel(): Promise<string> {
    return away('logged models', 'tracking');
  }

  ofModelVersion(): Promise<string> {
    return away('model versions', 'registry');
  }

  ofTrace(): Promise<string> {
    return away('traces', 'tracking');
  }

  traceData(): Promise<string | undefined> {
    return away('traces', 'tracking');
  }
}

function away(what: string, service: string): Promise<never> {
  return Promise.reject(
    new MlflowError(
      'TEMPORARILY_UNAVAILABLE',
      `Artifacts of ${what} need the ${service} service, which is not connected to this artifact service: set REDIS_URL or DATABASE_URL as ${service} has it. The /mlflow-artifacts routes work without.`,
    ),
  );
}
