import { type ReactNode, useState } from 'react';
import { Segmented, Select } from '../components/choices.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { Card } from '../components/page.tsx';
import styles from './models.module.css';
import { loadingCode, servingCode, sparkCode, trackingUri } from './usage-code.ts';

export interface UsageCardProps {
  /** How programs may name the model, the plainest first. */
  readonly uris: readonly [string, ...string[]];
  readonly flavors: readonly string[];
  readonly servingExample: string | undefined;
}

/** What to type to use a model. */
export function UsageCard({ uris, flavors, servingExample }: UsageCardProps): ReactNode {
  const [how, setHow] = useState<'load' | 'spark' | 'serve'>('load');
  const [chosen, setUri] = useState<string>();
  // An alias says what one means when versions come and go.
  const uri = chosen !== undefined && uris.includes(chosen) ? chosen : (uris[1] ?? uris[0]);
  const code = {
    load: () => loadingCode(uri, flavors),
    spark: () => sparkCode(uri),
    serve: () => servingCode(uri, trackingUri(), servingExample),
  }[how]();
  return (
    <Card title="Use it">
      <div className={styles['part']}>
        <div className={styles['chips']}>
          <Segmented
            label="How to use it"
            value={how}
            onChange={setHow}
            choices={[
              ['load', 'Python'],
              ['spark', 'Spark'],
              ['serve', 'Serve'],
            ]}
          />
          {uris.length > 1 && (
            <Select
              label="Named by"
              value={uri}
              onChange={setUri}
              choices={uris.map(
                (each) => [each, each.replace(/^.*([/@])/, '$1').replace('/', 'version ')] as const,
              )}
            />
          )}
        </div>
        <CodeBlock code={code} />
      </div>
    </Card>
  );
}
