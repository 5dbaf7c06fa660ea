import { Controller } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';

/**
 * MLflow's web interface asks on every page for what Millrace does not have: telemetry, an assistant, and an AI gateway.
 * The answers are those of an MLflow server on which these are switched off or not set up.
 */
@Controller()
export class AbsentFeaturesController {
  @Endpoint('GET', '/api/3.0/mlflow/ui-telemetry', 'public')
  telemetry(): object {
    return { disable_ui_telemetry: true, disable_ui_events: [], ui_rollout_percentage: 0 };
  }

  /** Nothing is kept or passed on, and the interface sends no more after this answer. */
  @Endpoint('POST', '/api/3.0/mlflow/ui-telemetry', 'public')
  telemetryRecords(): object {
    return { status: 'disabled' };
  }

  @Endpoint('GET', '/api/3.0/mlflow/assistant/config', 'public')
  assistantConfig(): object {
    return { providers: {}, projects: {}, remote_access_allowed: false };
  }

  @Endpoint('GET', '/api/3.0/mlflow/assistant/providers', 'public')
  assistantProviders(): object {
    return { providers: [], resolved: null, gateway_vendor_options: {} };
  }

  @Endpoint('GET', '/api/2.0/mlflow/gateway-proxy', 'public')
  gatewayEndpoints(): object {
    return { endpoints: [] };
  }

  @Endpoint('POST', '/api/2.0/mlflow/gateway-proxy', 'public')
  gatewayCall(): object {
    return { endpoints: [] };
  }
}
