import { Injectable } from '@nestjs/common';
import { Database } from '@millrace/database/database';
import { checkModelName } from '../names/model-name.ts';
import { isPromptName } from '../prompts/prompt.ts';
import { noSuchModel } from '../registered-models/not-found.ts';
import { RegisteredModelsRepository } from '../registered-models/registered-models.repository.ts';
import { parseModelsUri } from '../sources/models-uri.ts';
import type { PythonUrl } from '../sources/python-url.ts';
import { invalidSource, notOfOwner } from '../sources/source-errors.ts';
import { SourceRules } from '../sources/source-rules.ts';
import { TrackingFacts } from '../tracking-facts/tracking-facts.ts';
import { VersionLookup } from './version-lookup.ts';

/** What a request says of where a version comes from; an absent id may be taken over from the version it names. */
export interface OriginRequest {
  readonly source: string;
  readonly runId: string | undefined;
  readonly modelId: string | undefined;
}

export interface Origin {
  readonly source: string;
  readonly runId: string;
  readonly modelId: string;
}

/** Finds out where a new version comes from, and that whoever creates it may say so. */
@Injectable()
export class VersionOrigin {
  constructor(
    private readonly database: Database,
    private readonly models: RegisteredModelsRepository,
    private readonly versions: VersionLookup,
    private readonly rules: SourceRules,
    private readonly facts: TrackingFacts,
  ) {}

  /** Checks the source and follows `models:/name/…` to the version it names. */
  async check(request: OriginRequest, prompt: boolean): Promise<Origin> {
    const url = this.rules.checkForm(request.source, prompt);
    if (prompt) return withoutVersion(request);
    const origin = url.scheme === 'models' ? await this.follow(request, url) : withoutVersion(request);
    const [field, owner] = origin.modelId
      ? (['model_id', origin.modelId] as const)
      : (['run_id', origin.runId] as const);
    const checkedUrl = this.rules.checkForm(origin.source, prompt);
    await this.rules.checkOwner(origin.source, checkedUrl, field, owner);
    return origin;
  }

  /** Where the artifacts are in the end, and the run that made them, taken over from the logged model where none is given. */
  async locate({ source, runId, modelId }: Origin): Promise<{ location: string; runId: string }> {
    const uri = parseModelsUri(source);
    if (uri !== undefined && uri.kind !== 'logged-model') {
      // Followed before, so that it names no logged model.
      const { location } = await this.versions.byUri(uri);
      return { location, runId };
    }
    const wanted = uri?.modelId ?? modelId;
    if (!wanted) return { location: source, runId };
    const model = await this.facts.loggedModel(wanted);
    return { location: uri ? model.artifactLocation : source, runId: runId || model.sourceRunId };
  }

  private async follow(request: OriginRequest, url: PythonUrl): Promise<Origin> {
    const { source, runId, modelId } = request;
    if (url.netloc !== '')
      throw invalidSource(source, 'Registered model sources must use the active model registry.');
    const uri = parseModelsUri(source);
    if (uri === undefined) throw notOfOwner(source, 'model_id');
    if (uri.kind === 'logged-model') return withoutVersion(request);
    checkModelName(uri.name);
    if (!(await this.models.exists(uri.name))) throw noSuchModel(uri.name);
    if (await isPromptName(this.database, uri.name))
      throw invalidSource(source, 'Prompt versions cannot be used as model version sources.');
    const version = await this.versions.byUri(uri);
    // MLflow keeps no version's logged model, so none matches but no model at all.
    if ((runId !== undefined && runId !== version.runId) || (modelId !== undefined && modelId !== ''))
      throw invalidSource(
        source,
        'The run_id and model_id request parameters must match the referenced model version.',
      );
    return {
      source: `models:/${version.name}/${version.version}`,
      runId: runId ?? version.runId,
      modelId: '',
    };
  }
}

function withoutVersion({ source, runId = '', modelId = '' }: OriginRequest): Origin {
  return { source, runId, modelId };
}
