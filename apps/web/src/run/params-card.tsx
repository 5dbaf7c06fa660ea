import type { ReactNode } from 'react';
import type { Tags } from '../api/key-values.ts';
import { CodeBlock } from '../components/code-block.tsx';
import { Truncated } from '../components/truncated.tsx';
import { ValuesTable } from './values-table.tsx';

const COLUMNS = [{ id: 'value', header: 'Value', width: 160 }];

export function ParamsCard({ params }: { readonly params: Tags }): ReactNode {
  const keys = Object.keys(params).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return (
    <ValuesTable
      title="Parameters"
      keys={keys}
      columns={COLUMNS}
      keyWidth={170}
      grow="last"
      cell={(key) => <Truncated text={params[key] ?? ''} />}
      empty={<CodeBlock code={'mlflow.log_param("learning_rate", 0.01)'} />}
    />
  );
}
