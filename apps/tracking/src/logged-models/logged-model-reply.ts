/**
 * A logged model as MLflow's JSON (`{info: {...}, data: {...}}`, empty lists and absent fields left out), made by the
 * database: an SQL expression over a row of `logged_models` that the statement calls `m`. Its text goes out unparsed.
 */
export const LOGGED_MODEL_JSON = `json_strip_nulls(json_build_object(
  'info', json_build_object(
    'experiment_id', m.experiment_id::text,
    'model_id', m.model_id,
    'name', m.name,
    'artifact_uri', m.artifact_location,
    'creation_timestamp_ms', m.created_ms,
    'last_updated_timestamp_ms', m.updated_ms,
    'model_type', m.model_type,
    'source_run_id', m.source_run_id,
    'status', (ARRAY['LOGGED_MODEL_STATUS_UNSPECIFIED', 'LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY',
                     'LOGGED_MODEL_UPLOAD_FAILED'])[m.status + 1],
    'status_message', m.status_message,
    'tags', (SELECT json_agg(json_build_object('key', t.key, 'value', t.value) ORDER BY t.key)
             FROM logged_model_tags t WHERE t.model_id = m.model_id)),
  'data', json_build_object(
    'params', (SELECT json_agg(json_build_object('key', p.key, 'value', p.value) ORDER BY p.key)
               FROM logged_model_params p WHERE p.model_id = m.model_id),
    'metrics', (SELECT json_agg(json_build_object(
                         'key', v.key, 'value', v.value, 'timestamp', v.timestamp_ms, 'step', v.step,
                         'dataset_name', v.dataset_name, 'dataset_digest', v.dataset_digest,
                         'model_id', v.model_id, 'run_id', replace(v.run_id::text, '-', ''))
                       ORDER BY v.key, v.timestamp_ms, v.step, v.run_id)
                FROM logged_model_metrics v WHERE v.model_id = m.model_id))))::text`;
