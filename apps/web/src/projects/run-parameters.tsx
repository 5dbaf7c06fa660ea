import type { ReactNode } from 'react';
import { Facts } from '../components/facts.tsx';
import { Card } from '../components/page.tsx';

/** The values that a run was submitted with. */
export function RunParameters({
  parameters,
}: {
  readonly parameters: Readonly<Record<string, string>>;
}): ReactNode {
  const all = Object.entries(parameters);
  return (
    <Card title="Parameters">
      {all.length === 0 ? (
        <p className="soft">None were given: the project’s own defaults hold.</p>
      ) : (
        <Facts
          facts={all.map(([name, value]) => [
            name,
            <bdi key={name} className="mono">
              {value}
            </bdi>,
          ])}
        />
      )}
    </Card>
  );
}
