import { z } from 'zod';
import { Broker } from '../src/broker/broker.ts';
import { defineJob } from '../src/definitions/job-definition.ts';
import { JobQueues } from '../src/jobs/job-queues.ts';

// Begins a job, says so, and never ends: the test kills it.
const [, , options, name] = process.argv;
const job = defineJob({ name: String(name), payload: z.object({ n: z.number() }) });
new JobQueues(new Broker(JSON.parse(String(options)))).process(job, () => {
  process.send?.('begun');
  return new Promise(() => undefined);
});
