import { Controller } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { LinkPromptsToTrace, LinkTracesToRun } from '@millrace/contracts/tracking/traces';
import { isArray, isString, isStringArray, pythonInt, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { TracesService } from './traces.service.ts';

/** What a trace belongs with: a run, versions of prompts. */
@Controller()
export class TraceLinksController {
  constructor(private readonly traces: TracesService) {}

  @Endpoint('POST', '/api/2.0/mlflow/traces/link-to-run', allow('update', 'run'))
  async linkToRun(
    @Wire(LinkTracesToRun, { trace_ids: [isArray, required, isStringArray], run_id: [isString, required] })
    request: MessageOf<typeof LinkTracesToRun>,
  ): Promise<object> {
    await this.traces.linkToRun(request.trace_ids, request.run_id ?? '');
    return {};
  }

  @Endpoint('POST', '/api/2.0/mlflow/traces/link-prompts', allow('update', 'trace'))
  async linkPrompts(
    @Wire(LinkPromptsToTrace, { trace_id: [isString, required], prompt_versions: [isArray, required] })
    request: MessageOf<typeof LinkPromptsToTrace>,
  ): Promise<object> {
    const prompts = request.prompt_versions.map(({ name = '', version = '' }) => {
      const number = pythonInt(version);
      if (number === undefined)
        throw invalidParameter(`'prompt_versions' must name versions by number, got '${version}'.`);
      return `${name}/${number}`;
    });
    await this.traces.linkPrompts(request.trace_id ?? '', prompts);
    return {};
  }
}
