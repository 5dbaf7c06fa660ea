import {
  applyDecorators,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { AccessRule } from '../security/access.ts';

export const ENDPOINT_ACCESS = 'millrace:access';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A route of the REST API: its method, its whole path, and who may call it. Answers 200 and JSON unless the handler says
 * otherwise; a handler that returns text returns JSON that is already written.
 */
export function Endpoint(method: Method, path: string, access: AccessRule): MethodDecorator {
  return applyDecorators(
    RequestMapping({ method: RequestMethod[method], path }),
    HttpCode(200),
    Header('content-type', 'application/json'),
    SetMetadata(ENDPOINT_ACCESS, access),
  );
}
