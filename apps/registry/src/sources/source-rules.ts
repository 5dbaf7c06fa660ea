import { Injectable } from '@nestjs/common';
import { foreignHostMessage, MAX_LOCATION_LENGTH } from '@millrace/contracts/artifacts/artifact-location';
import { invalidParameter, MlflowError } from '@millrace/contracts/errors';
import { checkText } from '../names/limits.ts';
import { PROMPT_SOURCES } from '../prompts/prompt.ts';
import { TrackingFacts } from '../tracking-facts/tracking-facts.ts';
import { parseModelsUri } from './models-uri.ts';
import { type PythonUrl, splitUrl, unquoteFully } from './python-url.ts';
import { invalidSource, localSource, notOfOwner, type OwnerField } from './source-errors.ts';
import { checkSourcePath, isWithin } from './source-path.ts';

// They name a host that the server would connect to.
const HOST_SCHEMES = new Set(['ftp', 'sftp', 'hdfs', 'viewfs', 'http', 'https', 'r2', 'b2', 'abfss']);

/** What a request may give as a model version's source (mlflow/server/handlers.py, `_create_model_version`). */
@Injectable()
export class SourceRules {
  constructor(private readonly facts: TrackingFacts) {}

  /** The rules for every source. A prompt's is never read, so nothing but a placeholder may stand there (CVE-2026-2614). */
  checkForm(source: string, prompt: boolean): PythonUrl {
    checkText('source', source, MAX_LOCATION_LENGTH);
    if (prompt && !PROMPT_SOURCES.has(source))
      throw invalidParameter(
        `Invalid prompt source: '${source}'. Prompt sources must use an MLflow placeholder.`,
      );
    const url = splitUrl(source);
    if (url === undefined) throw invalidSource(source, 'It is not a valid URI.');
    const { scheme, netloc } = url;
    if (HOST_SCHEMES.has(scheme) || (scheme === 'mlflow-artifacts' && netloc !== ''))
      throw invalidParameter(foreignHostMessage(scheme, 'source'));
    return url;
  }

  /**
   * The rules for a model's source: what lies among the artifacts of a run or a logged model needs that run's id or that
   * model's. Throws INVALID_PARAMETER_VALUE, and TEMPORARILY_UNAVAILABLE when tracking must be asked and does not answer.
   */
  async checkOwner(source: string, url: PythonUrl, field: OwnerField, ownerId: string): Promise<void> {
    if (isLocal(source, url)) return this.refuseLocal(source, url, field, ownerId);
    checkSourcePath(source, url);
    if (url.scheme === 'runs') {
      const runId = url.path.slice(1).split('/')[0];
      if (field === 'model_id' || url.netloc !== '' || !ownerId || runId !== ownerId)
        throw notOfOwner(source, field);
    } else if (url.scheme === 'models') checkModelsSource(source, url, field, ownerId);
    else if (url.scheme === 'mlflow-artifacts') {
      const root = ownerId && splitUrl(await this.rootOf(source, field, ownerId));
      if (!root || !isWithin(url, root)) throw notOfOwner(source, field);
    }
  }

  /** Millrace keeps no run's artifacts at a path that clients name, so no local path can be among them. */
  private async refuseLocal(
    source: string,
    url: PythonUrl,
    field: OwnerField,
    ownerId: string,
  ): Promise<never> {
    if (!ownerId) throw localSource(source, field);
    await this.rootOf(source, field, ownerId);
    throw localSource(unquoteFully(url.path), field);
  }

  private async rootOf(source: string, field: OwnerField, ownerId: string): Promise<string> {
    try {
      if (field === 'run_id') return await this.facts.runArtifactUri(ownerId);
      return (await this.facts.loggedModel(ownerId)).artifactLocation;
    } catch (error) {
      if (error instanceof MlflowError && error.errorCode === 'RESOURCE_DOES_NOT_EXIST')
        throw notOfOwner(source, field);
      throw error;
    }
  }
}

function isLocal(source: string, { scheme, hostname }: PythonUrl): boolean {
  if (scheme === '') return true;
  if (scheme !== 'file') return false;
  const isHere = hostname === '' || hostname === '.' || /^(localhost|127\.0\.0\.1)/.test(hostname);
  if (!isHere)
    throw invalidParameter(
      `${source} is not a valid remote uri. For remote access on windows, please consider using a different scheme ` +
        'such as SMB (e.g. smb://<hostname>/<path>).',
    );
  return true;
}

function checkModelsSource(source: string, url: PythonUrl, field: OwnerField, ownerId: string): void {
  const parsed = url.netloc === '' ? parseModelsUri(source) : undefined;
  if (parsed === undefined) throw notOfOwner(source, 'model_id');
  if (parsed.kind !== 'logged-model') return;
  if (field === 'run_id' || !ownerId || parsed.modelId !== ownerId) throw notOfOwner(source, 'model_id');
}
