import { Controller } from '@nestjs/common';
import { DescribeProject } from '@millrace/contracts/projects/describe-project';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { JsonBody } from '@millrace/service-kit/http/json-body';
import { allow } from '@millrace/service-kit/security/access';
import { DescribeProjectService } from './describe-project.service.ts';
import { projectReply } from './project-reply.ts';

@Controller()
export class ProjectsController {
  constructor(private readonly descriptions: DescribeProjectService) {}

  @Endpoint('POST', '/api/millrace/projects/describe', allow('read', 'run'), {
    summary:
      'What a project can be asked to run: its entry points with their parameters, and its environment.',
  })
  async describe(@JsonBody(DescribeProject) request: DescribeProject): Promise<object> {
    return { project: projectReply(await this.descriptions.describe(request)) };
  }
}
