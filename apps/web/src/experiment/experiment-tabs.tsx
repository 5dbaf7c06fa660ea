import type { ReactNode } from 'react';
import { TabLinks } from '../components/tabs.tsx';

/** The pages of an experiment. */
export function ExperimentTabs({ experimentId }: { readonly experimentId: string }): ReactNode {
  const place = `/experiments/${encodeURIComponent(experimentId)}`;
  return (
    <TabLinks
      label="Experiment"
      tabs={[
        { to: `${place}/runs`, label: 'Runs' },
        { to: `${place}/models`, label: 'Models' },
        { to: `${place}/traces`, label: 'Traces' },
      ]}
    />
  );
}
