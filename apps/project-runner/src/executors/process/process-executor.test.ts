import { executorConformance } from '../../../test/executor-conformance.ts';
import { ProcessExecutor } from './process-executor.ts';

executorConformance('the process executor', () => new ProcessExecutor());
