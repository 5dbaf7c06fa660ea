import type { Random } from '../random.ts';
import type { Stack } from '../stack/stack.ts';
import {
  clockMoved,
  cutOff,
  diskFull,
  type Fault,
  killed,
  paused,
  restarted,
  rollingRestart,
} from './fault.ts';

/**
 * What goes wrong in a run, in what order: each service and each store is killed, paused and restarted, each stretch of network
 * is cut, the disk is full and clocks move, at one replica or the other as the seed says; so many of them, or again from the start.
 */
export function planFaults(stack: Stack, random: Random, count: number): Fault[] {
  const all = random.shuffled(everyFault(stack, random));
  const plan: Fault[] = [];
  while (plan.length < count) plan.push(...all.slice(0, count - plan.length));
  return plan;
}

/** How many faults there are, each once. */
export function countOfFaults(stack: Stack): number {
  return everyFault(stack, { pick: (items: readonly unknown[]) => items[0] } as Random).length;
}

function everyFault(stack: Stack, random: Random): Fault[] {
  const services = [...new Set(stack.replicas.map(({ service }) => service))];
  const replicaOf = (service: string) =>
    random.pick(stack.replicas.filter((each) => each.service === service));
  const faults: Fault[] = [];
  for (const make of [killed, paused, restarted]) {
    for (const store of stack.stores) faults.push(make(store));
    for (const service of services) faults.push(make(replicaOf(service).target));
  }
  const stretches = new Set(stack.network.map(({ name }) => name.replace(/^host \w+/, '')));
  for (const stretch of stretches) {
    const relay = random.pick(stack.network.filter(({ name }) => name.endsWith(stretch))).name;
    faults.push(cutOff(stack, relay, random.pick(['refused', 'silent'])));
  }
  faults.push(rollingRestart(stack));
  if (stack.disk !== undefined) faults.push(diskFull(stack));
  const movable = stack.replicas.filter(({ clock, service }) => clock !== undefined && service !== 'gateway');
  if (movable.length > 0)
    faults.push(clockMoved(random.pick(movable), 1), clockMoved(random.pick(movable), -1));
  return faults;
}
