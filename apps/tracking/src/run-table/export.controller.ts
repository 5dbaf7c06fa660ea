import { Readable } from 'node:stream';
import { Controller, Res } from '@nestjs/common';
import { ExportRuns } from '@millrace/contracts/tracking/run-table';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply } from 'fastify';
import { ExportRepository } from './export.repository.ts';
import { historiesCsv, runsCsv } from './export-csv.ts';
import { readTableQuery } from './table-query.ts';

const PAGE_SIZE = 1000;

@Controller()
export class ExportController {
  constructor(private readonly repository: ExportRepository) {}

  /** Every run that the filter keeps, or with `what=HISTORIES` every point of their metrics; made while it is sent. */
  @Endpoint('GET', '/api/millrace/runs/export', allow('read', 'experiment'), {
    summary: 'Runs, or the histories of their metrics, as CSV.',
  })
  async export(
    @Wire(ExportRuns, { experiment_ids: [required], filter: [isString] })
    request: MessageOf<typeof ExportRuns>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = readTableQuery(request, PAGE_SIZE);
    const isHistories = request.what === 'HISTORIES';
    // What is wrong with the request is found before the first byte is sent.
    const first = await this.repository.page(query);
    const lines = isHistories
      ? historiesCsv(this.repository, query, first)
      : runsCsv(this.repository, query, first);
    const name = `${isHistories ? 'histories' : 'runs'}-of-experiment-${request.experiment_ids.join('-').slice(0, 60)}`;
    reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w-]/g, '_')}.csv"`,
    });
    reply.send(Readable.from(lines));
  }
}
