import { Controller } from '@nestjs/common';
import { MlflowError } from '@millrace/contracts/errors';
import { Endpoint } from '@millrace/service-kit/http/endpoint';

const WORKSPACES = '/api/3.0/mlflow/workspaces';

/** As MLflow names it in its message. */
const WORKSPACE = `${WORKSPACES}/<workspace_name>`;

/** Workspaces are off, which MLflow's server says with a 503 wherever they are asked for. */
@Controller()
export class WorkspacesController {
  @Endpoint('GET', WORKSPACES, 'public')
  list(): never {
    return refuse(WORKSPACES);
  }

  @Endpoint('POST', WORKSPACES, 'public')
  create(): never {
    return refuse(WORKSPACES);
  }

  @Endpoint('GET', `${WORKSPACES}/:name`, 'public')
  get(): never {
    return refuse(WORKSPACE);
  }

  @Endpoint('PATCH', `${WORKSPACES}/:name`, 'public')
  update(): never {
    return refuse(WORKSPACE);
  }

  @Endpoint('DELETE', `${WORKSPACES}/:name`, 'public')
  delete(): never {
    return refuse(WORKSPACE);
  }
}

function refuse(endpoint: string): never {
  throw new MlflowError(
    'FEATURE_DISABLED',
    `Endpoint: ${endpoint} disabled because the server is running without workspaces support.`,
    503,
  );
}
