import type { ReactNode } from 'react';
import { Page } from '../components/page.tsx';
import { SkeletonLines } from '../components/states.tsx';

export function Component(): ReactNode {
  return (
    <Page title="Experiments">
      <SkeletonLines />
    </Page>
  );
}
