import { scenario } from '../../harness/scenario.ts';
import { get, post } from '../../harness/steps.ts';

const TELEMETRY = '/ajax-api/3.0/mlflow/ui-telemetry';
const GATEWAY = '/ajax-api/2.0/mlflow/gateway-proxy';

export default [
  scenario(
    'what the web interface asks on every page',
    get(TELEMETRY),
    post(TELEMETRY, { records: [] }),
    post(TELEMETRY, {}, { label: 'nothing' }),
    get('/ajax-api/3.0/mlflow/assistant/config'),
    get('/ajax-api/2.0/mlflow/users/current'),
    get(GATEWAY),
    get(GATEWAY, { gateway_path: 'api/2.0/endpoints/' }),
    get(GATEWAY, { gateway_path: '../x' }, { label: 'a path that leaves' }),
    post(GATEWAY, { gateway_path: 'gateway/x/invocations', json_data: {} }),
    get('/ajax-api/2.0/mlflow/get-online-trace-details'),
    get('/ajax-api/2.0/mlflow/unified-traces'),
  ),
];
