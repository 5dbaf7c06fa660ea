import { Controller } from '@nestjs/common';
import { invalidParameter } from '@millrace/contracts/errors';
import {
  CountExperimentRuns,
  ListExperimentKeys,
  ListExperimentValues,
} from '@millrace/contracts/tracking/run-table';
import { isString, required } from '@millrace/contracts/wire/checks';
import type { MessageOf } from '@millrace/contracts/wire/field';
import { Endpoint } from '@millrace/service-kit/http/endpoint';
import { Wire } from '@millrace/service-kit/http/wire';
import { allow } from '@millrace/service-kit/security/access';
import { readExperimentIds } from '../search/experiment-ids.ts';
import { ExperimentKeysRepository, isAttribute, type ValueField } from './experiment-keys.repository.ts';

const MOST_EXPERIMENTS = 200;
const MOST_KEYS = 20_000;
const MOST_VALUES = 50;

/** What is in an experiment: for choosing columns and completing filters. */
@Controller()
export class ExperimentKeysController {
  constructor(private readonly repository: ExperimentKeysRepository) {}

  @Endpoint('GET', '/api/millrace/experiments/keys', allow('read', 'experiment'), {
    summary: 'The keys of metrics, parameters and tags that runs of the experiments have.',
  })
  async keys(
    @Wire(ListExperimentKeys, { experiment_ids: [required] })
    request: MessageOf<typeof ListExperimentKeys>,
  ): Promise<object> {
    return this.repository.list(boundedIds(request.experiment_ids), MOST_KEYS);
  }

  @Endpoint('GET', '/api/millrace/experiments/values', allow('read', 'experiment'), {
    summary: 'The values that most runs have of a parameter, tag or attribute.',
  })
  async values(
    @Wire(ListExperimentValues, { experiment_ids: [required], kind: [required], key: [required, isString] })
    request: MessageOf<typeof ListExperimentValues>,
  ): Promise<object> {
    const field = readField(request);
    const ids = boundedIds(request.experiment_ids);
    return { values: await this.repository.values(ids, field, request.contains ?? '', MOST_VALUES) };
  }

  @Endpoint('GET', '/api/millrace/experiments/run-counts', allow('read', 'experiment'), {
    summary: 'How many runs each of the experiments has.',
  })
  async counts(
    @Wire(CountExperimentRuns, { experiment_ids: [required] })
    request: MessageOf<typeof CountExperimentRuns>,
  ): Promise<object> {
    const counts = await this.repository.countRuns(boundedIds(request.experiment_ids));
    return { counts: counts.map((each) => ({ ...each, experiment_id: String(each.experiment_id) })) };
  }
}

function readField({ kind, key = '' }: MessageOf<typeof ListExperimentValues>): ValueField {
  if (kind === undefined) throw invalidParameter("'kind' must be PARAM, TAG or ATTRIBUTE.");
  if (kind !== 'ATTRIBUTE') return { kind, key: key.replaceAll('\0', '\u{FFFD}') };
  if (!isAttribute(key))
    throw invalidParameter(
      `Invalid value '${key}' for 'key': the attributes are status, user_id and run_name.`,
    );
  return { kind, key };
}

function boundedIds(ids: readonly string[]): number[] {
  if (ids.length > MOST_EXPERIMENTS)
    throw invalidParameter(`At most ${MOST_EXPERIMENTS} experiments can be asked for at once.`);
  return readExperimentIds(ids);
}
