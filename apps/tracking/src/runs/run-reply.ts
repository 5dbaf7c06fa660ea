/**
 * Runs as MLflow's `Run` message, written as JSON by the database: a page of runs goes to the client as it comes.
 *
 * `page` is a query that yields the columns `run_id` and `position` (and any others), with parameters of its own. The SQL returned
 * yields a row `{ run_id, revision, json }` for each of those runs that exists, in the order of `position`. MLflow's search leaves out the models
 * that went into a run, which its `get` shows.
 *
 * `metrics`, `params` and `tags` are conditions on the rows `s`, `p` and `t` that choose among what was logged: a lean search.
 *
 * What was logged is read once for all runs of the page, by the array of their ids, and grouped: a lookup for each run and table
 * costs half as much again.
 */
export function runRepliesSql(
  page: string,
  { modelInputs = true, metrics = 'true', params = 'true', tags = 'true' } = {},
): string {
  return `
WITH page AS MATERIALIZED (SELECT page.run_id, page.position FROM (${page}) AS page),
metric AS MATERIALIZED (
  SELECT s.run_id, string_agg('{"key":"' || ${checkedName('s.key')} || '","value":' || ${number('s.latest_value')} || ',"timestamp":'
    || s.latest_timestamp_ms::text || ',"step":' || s.latest_step::text || '}', ',') AS list
  FROM metric_series s WHERE ${ofPage('s')} AND ${metrics} GROUP BY s.run_id),
param AS MATERIALIZED (
  SELECT p.run_id, string_agg('{"key":"' || ${checkedName('p.key')} || '","value":' || to_json(p.value)::text || '}', ',') AS list
  FROM params p WHERE ${ofPage('p')} AND ${params} GROUP BY p.run_id),
tag AS MATERIALIZED (
  SELECT t.run_id, string_agg(${keyValue('t')}, ',') AS list FROM run_tags t WHERE ${ofPage('t')} AND ${tags} GROUP BY t.run_id),
dataset_input AS MATERIALIZED (
  SELECT i.run_id, string_agg('{' || coalesce('"tags":[' || (
      SELECT string_agg(${keyValue('t')}, ',') FROM run_input_tags t WHERE t.input_id = i.input_id) || '],', '')
    || '"dataset":{"name":' || to_json(d.name) || ',"digest":' || to_json(d.digest)
    || ',"source_type":' || to_json(d.source_type) || ',"source":' || to_json(d.source)
    || coalesce(',"schema":' || to_json(d.schema), '') || coalesce(',"profile":' || to_json(d.profile), '')
    || '}}', ',' ORDER BY i.position) AS list
  FROM run_inputs i JOIN datasets d ON d.dataset_id = i.dataset_id WHERE ${ofPage('i')} GROUP BY i.run_id),
${modelInputs ? MODEL_INPUTS : ''}
model_output AS MATERIALIZED (
  SELECT m.run_id, string_agg('{"model_id":' || to_json(m.model_id) || ',"step":' || m.step || '}', ',' ORDER BY m.position) AS list
  FROM run_model_outputs m WHERE ${ofPage('m')} GROUP BY m.run_id)
SELECT r.run_id, r.revision, '{"info":{"run_uuid":"' || r.hex || '","run_id":"' || r.hex || '","run_name":' || to_json(r.name)::text
  || ',"experiment_id":"' || r.experiment_id || '","user_id":' || to_json(r.user_id)::text || ',"status":"' || r.status
  || '","start_time":' || coalesce(r.start_ms, 0) || CASE WHEN r.end_ms <> 0 THEN ',"end_time":' || r.end_ms ELSE '' END
  || ',"artifact_uri":' || to_json(r.artifact_uri)::text
  || ',"lifecycle_stage":"' || CASE WHEN r.deleted_ms IS NULL THEN 'active' ELSE 'deleted' END || '"},"data":{'
  || concat_ws(',', '"metrics":[' || metric.list || ']', '"params":[' || param.list || ']', '"tags":[' || tag.list || ']')
  || '},"inputs":{' || concat_ws(',', '"dataset_inputs":[' || dataset_input.list || ']'
    ${modelInputs ? `, '"model_inputs":[' || model_input.list || ']'` : ''})
  || '},"outputs":{' || coalesce('"model_outputs":[' || model_output.list || ']', '') || '}}' AS json
FROM page
JOIN (SELECT runs.*, replace(runs.run_id::text, '-', '') AS hex FROM runs WHERE ${ofPage('runs')}) AS r ON r.run_id = page.run_id
LEFT JOIN metric ON metric.run_id = page.run_id
LEFT JOIN param ON param.run_id = page.run_id
LEFT JOIN tag ON tag.run_id = page.run_id
LEFT JOIN dataset_input ON dataset_input.run_id = page.run_id
${modelInputs ? 'LEFT JOIN model_input ON model_input.run_id = page.run_id' : ''}
LEFT JOIN model_output ON model_output.run_id = page.run_id
ORDER BY page.position`;
}

function ofPage(table: string): string {
  return `${table}.run_id = ANY (ARRAY(SELECT page.run_id FROM page))`;
}

/** The names of metrics and parameters were checked when they were logged: all that JSON would escape is a line break at the end. */
function checkedName(column: string): string {
  return `replace(${column}, E'\\n', '\\n')`;
}

function number(column: string): string {
  return `CASE WHEN ${column} = 'NaN' THEN '"NaN"' ELSE ${column}::text END`;
}

function keyValue(table: string): string {
  return `'{"key":' || to_json(${table}.key)::text || ',"value":' || to_json(${table}.value)::text || '}'`;
}

const MODEL_INPUTS = `model_input AS MATERIALIZED (
  SELECT m.run_id, string_agg('{"model_id":' || to_json(m.model_id) || '}', ',' ORDER BY m.position) AS list
  FROM run_model_inputs m WHERE ${ofPage('m')} GROUP BY m.run_id),`;
