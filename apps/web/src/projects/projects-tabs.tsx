import type { ReactNode } from 'react';
import { TabLinks } from '../components/tabs.tsx';
import { PROJECTS, SCHEDULES, SWEEPS } from './places.ts';

/** The lists of projects. */
export function ProjectsTabs(): ReactNode {
  return (
    <TabLinks
      label="Projects"
      tabs={[
        { to: PROJECTS, label: 'Runs' },
        { to: SCHEDULES, label: 'Schedules' },
        { to: SWEEPS, label: 'Sweeps' },
      ]}
    />
  );
}
