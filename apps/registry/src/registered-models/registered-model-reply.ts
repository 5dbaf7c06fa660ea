import { DELETED } from '../model-versions/model-stage.ts';
import { MODEL_VERSION_WITHOUT_ALIASES_JSON } from '../model-versions/model-version-reply.ts';

/** The newest version of each stage of the model `m`; `started` is the stage's first one. */
export const LATEST_VERSIONS = `
  SELECT DISTINCT ON (stage) *, min(version) OVER (PARTITION BY stage) AS started
  FROM model_versions WHERE name = m.name AND stage <> '${DELETED}' ORDER BY stage, version DESC`;

/**
 * An SQL expression over a row of `registered_models` aliased `m`, which gives the model as MLflow's JSON: absent fields and
 * empty lists left out. MLflow lists the latest versions in another order where it searches: by stage.
 */
function registeredModelJson(order: 'started' | 'stage'): string {
  return `json_strip_nulls(json_build_object(
    'name', m.name, 'creation_timestamp', m.created_ms, 'last_updated_timestamp', nullif(m.updated_ms, 0),
    'description', nullif(m.description, ''),
    'latest_versions', (SELECT json_agg(${MODEL_VERSION_WITHOUT_ALIASES_JSON} ORDER BY v.${order})
                        FROM (${LATEST_VERSIONS}) v),
    'tags', (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key)
             FROM registered_model_tags t WHERE t.name = m.name),
    'aliases', (SELECT json_agg(json_build_object('alias', a.alias, 'version', a.version::text) ORDER BY a.alias)
                FROM registered_model_aliases a WHERE a.name = m.name)))`;
}

export const REGISTERED_MODEL_JSON = registeredModelJson('started');
export const FOUND_REGISTERED_MODEL_JSON = registeredModelJson('stage');
