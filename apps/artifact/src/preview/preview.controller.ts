import { Controller, Req, Res } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { readQuery } from '@millrace/service-kit/http/query';
import { allow } from '@millrace/service-kit/security/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendFile } from '../downloads/send-file.ts';
import { readArtifactPath } from '@millrace/artifact-stores/paths/artifact-path';
import { ArtifactRoots } from '../roots/artifact-roots.ts';
import { namedRoot } from '../roots/named-root.ts';
import { Stores } from '@millrace/artifact-stores/store/stores';
import { previewPolicy } from './preview-policy.ts';
import { previewTypeOf } from './preview-type.ts';

/** Artifacts to be looked at in a browser: with the type they have, where they can do no harm. */
@Controller()
export class PreviewController {
  constructor(
    private readonly stores: Stores,
    private readonly roots: ArtifactRoots,
  ) {}

  /**
   * Query: `run_id` or `model_id` or `name` and `version`; `path`, the file below its artifact root; and `scripts=true` to run
   * the scripts of an HTML file, in a sandbox.
   */
  @Endpoint('GET', '/api/millrace/artifacts/preview', allow('read', 'artifact'), {
    summary: 'A file to be looked at, in a sandbox',
  })
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readQuery(request);
    const field = (name: string): string => query[name]?.[0] ?? '';
    const scripts = field('scripts');
    if (!['', 'true', 'false'].includes(scripts))
      throw invalidParameter("scripts must be 'true' or 'false', or left out.");
    if (field('path') === '') throw invalidParameter('Request must specify path, the file to be shown.');
    const artifact = readArtifactPath(field('path'));
    const { root } = await namedRoot(this.roots, field);
    const { store, path, given } = this.stores.locate(root, artifact);
    const contentType = previewTypeOf(path);
    reply.headers({
      'content-security-policy': previewPolicy(contentType, scripts === 'true'),
      'referrer-policy': 'no-referrer',
      // The same file again after a look at another: asked for, and answered with 304.
      'cache-control': 'private, no-cache',
    });
    // It is made to stand in a frame of the web interface, wherever that itself may not stand in one.
    if (reply.getHeader('x-frame-options') === 'DENY') reply.header('x-frame-options', 'SAMEORIGIN');
    await sendFile(request, reply, await store.open(path, given), path, { contentType });
  }
}
