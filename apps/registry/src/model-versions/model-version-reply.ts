/**
 * SQL expressions over a row of `model_versions` aliased `v`, which give the version as MLflow's JSON: absent fields and
 * empty lists left out.
 */
const FIELDS = `
  'name', v.name, 'version', v.version::text, 'creation_timestamp', v.created_ms,
  'last_updated_timestamp', v.updated_ms, 'user_id', v.user_id, 'current_stage', v.stage,
  'description', v.description, 'source', v.source, 'run_id', v.run_id, 'status', v.status,
  'status_message', nullif(v.status_message, ''),
  'tags', (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key)
           FROM model_version_tags t WHERE t.name = v.name AND t.version = v.version),
  'run_link', v.run_link`;

const ALIASES = `'aliases', (SELECT json_agg(a.alias ORDER BY a.alias)
  FROM registered_model_aliases a WHERE a.name = v.name AND a.version = v.version)`;

export const MODEL_VERSION_JSON = `json_strip_nulls(json_build_object(${FIELDS}, ${ALIASES}))`;

/** As MLflow shows versions in search results and within a registered model. */
export const MODEL_VERSION_WITHOUT_ALIASES_JSON = `json_strip_nulls(json_build_object(${FIELDS}))`;
