import { notFound } from '@millrace/contracts/errors';
import { jsonReply } from '../../scorers/replies.ts';
import type { ScoringReply } from '../../scorers/scorer.ts';
import { isRead, wrongMethod } from '../mlflow-routes.ts';
import type { ScoringAnswer, ScoringCall } from '../scoring-call.ts';
import type { ServedModel } from '../served-model.ts';
import { fromPredictions } from './from-predictions.ts';
import { readInferRequest } from './infer-request.ts';
import { modelMetadata } from './model-metadata.ts';
import { toInvocation } from './to-invocation.ts';
import { asV2Error, v2Error } from './v2-errors.ts';

const SERVER = jsonReply(JSON.stringify({ name: 'millrace', version: '0.1.0', extensions: [] }));
const LIVE = jsonReply('{"live":true}');
const READY = jsonReply('{"ready":true}');

const FIXED: Readonly<Record<string, ScoringReply>> = {
  '/v2': SERVER,
  '/v2/': SERVER,
  '/v2/health/live': LIVE,
  '/v2/health/ready': READY,
};
const MODEL_PATH = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/ready|\/infer)?\/?$/;

/** Finds a model by its name and, if one is asked for, its version; undefined when there is none. */
export type FindModel = (name: string, version: string | undefined) => ServedModel | undefined;

/** The routes of the Open Inference Protocol, version 2 (KServe's); undefined for other paths. */
export function answerV2Route(call: ScoringCall, find: FindModel): ScoringAnswer {
  const { method, path } = call;
  const fixed = FIXED[path];
  if (fixed !== undefined) return isRead(method) ? fixed : wrongMethod(method, path, 'GET');
  const [matched, name, version, action] = MODEL_PATH.exec(path) ?? [];
  if (matched === undefined || name === undefined) return undefined;
  const [plainName, plainVersion] = [decode(name), version === undefined ? undefined : decode(version)];
  const model = find(plainName, plainVersion);
  if (model === undefined)
    return v2Error(
      notFound(
        `There is no model ${plainName}${plainVersion === undefined ? '' : ` with a version ${plainVersion}`} here.`,
      ),
    );
  return answerForModel(call, model, action);
}

/** The routes below one model's own address: its metadata (`''`), `/ready` and `/infer`. */
export function answerForModel(call: ScoringCall, model: ServedModel, action = ''): ScoringAnswer {
  const { method, path } = call;
  if (action === '/infer') return method === 'POST' ? infer(call, model) : wrongMethod(method, path, 'POST');
  if (!isRead(method)) return wrongMethod(method, path, 'GET');
  if (action === '/ready') return jsonReply(JSON.stringify({ name: model.name, ready: true }));
  return jsonReply(JSON.stringify(modelMetadata(model)));
}

async function infer({ body }: ScoringCall, model: ServedModel): Promise<ScoringReply> {
  try {
    const request = readInferRequest(body);
    const invocation = Buffer.from(toInvocation(request, model.signature));
    const reply = await model.scorer.score({ contentType: 'application/json', body: invocation });
    if (reply.status !== 200) return asV2Error(reply);
    const outputs = fromPredictions(reply.body.toString(), model.signature, request.outputs);
    return jsonReply(
      JSON.stringify({
        model_name: model.name,
        ...(model.version !== undefined && { model_version: model.version }),
        ...(request.id !== undefined && { id: request.id }),
        outputs,
      }),
    );
  } catch (error) {
    return v2Error(error);
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
