import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/** CPU, memory, event loop, garbage collection and open files of this process; one registry however many apps it runs. */
export function collectProcessMetrics(): Registry {
  if (registry) return registry;
  registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  return registry;
}
