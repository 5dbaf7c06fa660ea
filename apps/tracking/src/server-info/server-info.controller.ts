import { Controller } from '@nestjs/common';
import { Endpoint } from '@millrace/service-kit/http/endpoint';

@Controller()
export class ServerInfoController {
  /** What clients ask before they decide which calls to make. It names nothing that is secret. */
  @Endpoint('GET', '/api/3.0/mlflow/server-info', 'public')
  get(): object {
    return {
      store_type: 'SqlStore',
      workspaces_enabled: false,
      trace_archival_enabled: false,
      multipart_uploads_enabled: false,
      multipart_downloads_enabled: false,
      presigned_upload_run_id_supported: true,
      presigned_upload_model_id_supported: true,
      features_enabled: { gateway: false },
    };
  }
}
