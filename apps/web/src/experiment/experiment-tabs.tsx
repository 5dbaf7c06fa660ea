import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { TabLinks } from '../components/tabs.tsx';

/** The pages of an experiment. */
export function ExperimentTabs({ experimentId }: { readonly experimentId: string }): ReactNode {
  const { pathname } = useLocation();
  const place = `/experiments/${encodeURIComponent(experimentId)}`;
  // Both are addresses of the runs table.
  const runs = pathname === `${place}/runs` ? `${place}/runs` : place;
  return (
    <TabLinks
      label="Experiment"
      tabs={[
        { to: runs, label: 'Runs' },
        { to: `${place}/models`, label: 'Models' },
        { to: `${place}/traces`, label: 'Traces' },
      ]}
    />
  );
}
