import { type ReactNode, useState } from 'react';
import { address } from '../api/request.ts';
import { invocationsPath } from '../api/scoring.ts';
import { Segmented } from '../components/choices.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { Card } from '../components/page.tsx';
import styles from './deployment.module.css';
import { curlCode, pythonCode } from './deployment-code.ts';

/** What to type to ask a deployment from elsewhere. */
export function CodeCard({ name }: { readonly name: string }): ReactNode {
  const [how, setHow] = useState<'curl' | 'python'>('curl');
  const url = address(invocationsPath(name));
  return (
    <Card title="From elsewhere">
      <div className={styles['form']}>
        <Segmented
          label="How to ask"
          value={how}
          onChange={setHow}
          choices={[
            ['curl', 'curl'],
            ['python', 'Python'],
          ]}
        />
        <CodeBlock code={how === 'curl' ? curlCode(url) : pythonCode(url)} />
      </div>
    </Card>
  );
}
