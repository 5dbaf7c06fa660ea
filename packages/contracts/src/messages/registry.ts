import { z } from 'zod';

/** What other services ask of the registry. */

/** A model version as other services need it. Unknown ones are RESOURCE_DOES_NOT_EXIST. */
export const RegisteredVersion = z.object({
  name: z.string(),
  version: z.number().int(),
  stage: z.string(),
  /** As the client gave it. */
  source: z.string(),
  /** Where the artifacts are: `source`, with `models:/` followed to the end. */
  location: z.string(),
  /** Empty when no run made it. */
  runId: z.string(),
  /** The logged model it was made from, or empty. */
  modelId: z.string(),
});
export type RegisteredVersion = z.infer<typeof RegisteredVersion>;

export const getModelVersion = {
  name: 'registry.get-model-version',
  payload: z.object({ name: z.string(), version: z.string() }),
  reply: RegisteredVersion,
};

/**
 * Where the artifacts of a `models:/` URI are: `models:/name/3`, `models:/name/Production`, `models:/name/latest`,
 * `models:/name@alias` or `models:/m-…`. `version` is absent for the last, a logged model that need not be registered.
 */
export const resolveModelUri = {
  name: 'registry.resolve-model-uri',
  payload: z.object({ uri: z.string() }),
  reply: z.object({ location: z.string(), version: RegisteredVersion.optional() }),
};

/** A page of the model versions that match, as the JSON text of MLflow's SearchModelVersions response. */
export const searchModelVersions = {
  name: 'registry.search-model-versions',
  payload: z.object({
    filter: z.string().optional(),
    maxResults: z.number().int(),
    orderBy: z.array(z.string()),
    pageToken: z.string().optional(),
  }),
  reply: z.object({ json: z.string() }),
};

/** Tags by key. */
const Tags = z.record(z.string(), z.string());
const About = z.object({ name: z.string(), prompt: z.boolean() });

/** What happened in the registry. `prompt` says that the registered model is a prompt. Ordered for each model. */
const nameOf = ({ name }: { readonly name: string }): string => name;

export const registeredModelCreated = {
  name: 'registered-model.created',
  payload: About.extend({ tags: Tags, description: z.string() }),
  key: nameOf,
};

/** `name` is what it was called before. */
export const registeredModelRenamed = {
  name: 'registered-model.renamed',
  payload: z.object({ name: z.string(), newName: z.string() }),
  key: nameOf,
};

/** With all its versions. */
export const registeredModelDeleted = {
  name: 'registered-model.deleted',
  payload: z.object({ name: z.string() }),
  key: nameOf,
};

export const registeredModelTagSet = {
  name: 'registered-model.tag-set',
  payload: About.extend({ key: z.string(), value: z.string() }),
  key: nameOf,
};

export const registeredModelTagDeleted = {
  name: 'registered-model.tag-deleted',
  payload: About.extend({ key: z.string() }),
  key: nameOf,
};

export const modelVersionCreated = {
  name: 'model-version.created',
  payload: About.extend({
    version: z.number().int(),
    source: z.string(),
    runId: z.string(),
    modelId: z.string(),
    tags: Tags,
    description: z.string(),
  }),
  key: nameOf,
};

export const modelVersionStageChanged = {
  name: 'model-version.stage-changed',
  payload: z.object({ name: z.string(), version: z.number().int(), from: z.string(), to: z.string() }),
  key: nameOf,
};

export const modelVersionDeleted = {
  name: 'model-version.deleted',
  payload: z.object({ name: z.string(), version: z.number().int() }),
  key: nameOf,
};

export const modelVersionTagSet = {
  name: 'model-version.tag-set',
  payload: About.extend({ version: z.number().int(), key: z.string(), value: z.string() }),
  key: nameOf,
};

export const modelVersionTagDeleted = {
  name: 'model-version.tag-deleted',
  payload: About.extend({ version: z.number().int(), key: z.string() }),
  key: nameOf,
};

/** An alias was set. `previous` is the version it named before, if it was there. */
export const aliasMoved = {
  name: 'alias.moved',
  payload: About.extend({
    alias: z.string(),
    version: z.number().int(),
    previous: z.number().int().optional(),
  }),
  key: nameOf,
};

export const aliasDeleted = {
  name: 'alias.deleted',
  payload: About.extend({ alias: z.string() }),
  key: nameOf,
};
