import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Replica, Stack } from '../stack/stack.ts';
import type { Cut } from '../stack/relay.ts';
import { kill, pause, type Target } from '../stack/target.ts';

/** Something that goes wrong, and is over after a while. */
export interface Fault {
  readonly name: string;
  /** Resolves when it is over, and everything is there again that was taken away. */
  happen(random: Random): Promise<void>;
}

const PAUSE_MS = 20_000;
const LONGEST_AWAY_MS = 5000;
const SHORTEST_CUT_MS = 4000;
const LONGEST_CUT_MS = 15_000;
const FULL_MS = 10_000;
const HOUR_SECONDS = 3600;

export function killed(target: Target): Fault {
  return {
    name: `SIGKILL ${target.name}`,
    async happen(random) {
      await kill(target);
      await sleep(random.whole(0, LONGEST_AWAY_MS));
      await target.start();
    },
  };
}

export function paused(target: Target): Fault {
  return {
    name: `SIGSTOP ${target.name} for 20 s`,
    async happen() {
      const goOn = pause(target);
      await sleep(PAUSE_MS);
      goOn();
    },
  };
}

export function restarted(target: Target): Fault {
  return {
    name: `restart ${target.name}`,
    async happen() {
      await target.stop();
      await target.start();
    },
  };
}

/** As an upgrade does it: every replica of everything, one after the other, each when the one before is ready again. */
export function rollingRestart(stack: Stack): Fault {
  return {
    name: 'rolling restart of all services',
    async happen() {
      for (const { target } of stack.replicas) {
        await target.stop();
        await target.start();
      }
    },
  };
}

export function cutOff(stack: Stack, relay: string, how: Cut): Fault {
  return {
    name: `network cut, ${how}: ${relay}`,
    async happen(random) {
      stack.relay(relay).cut(how);
      await sleep(random.whole(SHORTEST_CUT_MS, LONGEST_CUT_MS));
      stack.relay(relay).heal();
    },
  };
}

export function diskFull(stack: Stack): Fault {
  return {
    name: 'disk full for artifacts',
    async happen() {
      await stack.disk?.fill();
      await sleep(FULL_MS);
      await stack.disk?.clear();
    },
  };
}

export function clockMoved({ target, clock }: Replica, hours: number): Fault {
  return {
    name: `clock of ${target.name} moved by ${hours} h`,
    async happen(random) {
      await clock?.move(hours * HOUR_SECONDS);
      await sleep(random.whole(SHORTEST_CUT_MS, LONGEST_CUT_MS));
      await clock?.move(0);
    },
  };
}
