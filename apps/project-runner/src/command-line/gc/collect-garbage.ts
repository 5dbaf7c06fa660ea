import { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { openStores } from '@millrace/artifact-stores/store/stores';
import { Database } from '@millrace/database/database';
import { openPool } from '@millrace/database/pool';
import { carryOut, planRemoval, type Plan } from '@millrace/retention/collect';
import type { Deleted } from '@millrace/retention/selection';
import { postgresUrl, readSettings } from '@millrace/service-kit/config/settings';
import type { GcCommand } from './options.ts';

const GcSettings = ArtifactSettings.extend({ DATABASE_URL: postgresUrl });

/** Carries out `millrace gc`, printing line by line. Resolves with the code to exit with. */
export async function collectGarbage(
  { selection, yes, environment }: GcCommand,
  print: (line: string) => void,
): Promise<number> {
  const settings = readSettings(GcSettings, environment);
  const pool = openPool(settings.DATABASE_URL, { max: 2, applicationName: 'millrace-gc' });
  const stores = await openStores(settings);
  try {
    const database = new Database(pool);
    const plan = await planRemoval(database, selection);
    printPlan(plan, yes, print);
    if (!yes || plan.remove.length === 0) return 0;
    // Rather than find out with the first of them, when it cannot be restored any more.
    await stores.root.check();
    const { removed, failed } = await carryOut(plan, database, stores, print);
    print(`Removed ${counted(removed)}.`);
    for (const { deleted, why } of failed)
      print(`The ${deleted.kind} ${deleted.id} is not removed: ${why}. Run this again to go on with it.`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await stores.close();
    await pool.end();
  }
}

function printPlan({ remove, keep }: Plan, yes: boolean, print: (line: string) => void): void {
  for (const { kind, id, name, artifactUri } of remove)
    print(`${kind} ${id} (${name}), artifacts at ${artifactUri}`);
  for (const { kind, id, registered } of keep)
    print(
      `The ${kind} ${id} stays: ${registered} of the model registry need it; --registered-too removes it all the same.`,
    );
  if (!yes) print(`${counted(remove)} would be removed for good; --yes does it.`);
}

function counted(items: readonly Deleted[]): string {
  const kinds = ['experiment', 'run', 'logged model'] as const;
  const counts = kinds.map((kind) => [kind, items.filter((item) => item.kind === kind).length] as const);
  return counts.map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', ');
}
