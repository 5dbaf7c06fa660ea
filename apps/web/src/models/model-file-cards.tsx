import type { ReactNode } from 'react';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { JsonView } from '../components/json-view.tsx';
import { Card } from '../components/page.tsx';
import { ErrorState, SkeletonLines } from '../components/states.tsx';
import { type ExampleFrame, readFrame } from './input-example.ts';
import styles from './models.module.css';
import { SignatureTables } from './signature-tables.tsx';
import type { ModelFile } from './use-ml-model.ts';

/** What a model takes and gives, and an example of it, from the files in its folder. */
export function ModelFileCards({ file }: { readonly file: ModelFile }): ReactNode {
  return (
    <>
      <Card title="Signature" flush={file.model?.signature !== undefined}>
        <SignatureContent file={file} />
      </Card>
      {file.example !== undefined && <ExampleCard text={file.example} />}
    </>
  );
}

function SignatureContent({ file }: { readonly file: ModelFile }): ReactNode {
  if (file.isPending) return <SkeletonLines count={3} />;
  if (file.model?.signature) return <SignatureTables signature={file.model.signature} />;
  if (file.model)
    return (
      <p className="soft">
        The model was logged without a signature. Give <code>signature=infer_signature(inputs, outputs)</code>
        , or an <code>input_example</code>, when you log it.
      </p>
    );
  if (file.isMissing)
    return <p className="soft">There is no MLmodel file at its source, so its signature is not known.</p>;
  return <ErrorState what="The signature" error={file.error} onRetry={file.refetch} />;
}

function ExampleCard({ text }: { readonly text: string }): ReactNode {
  const frame = readFrame(text);
  if (frame)
    return (
      <Card title="Input example" flush>
        <DataTable
          label="Input example"
          columns={frame.columns.map((_, index) => exampleColumn(frame, index))}
          rows={frame.rows}
          rowKey={({ id }) => id}
        />
      </Card>
    );
  return (
    <Card title="Input example">
      <div className={styles['part']}>
        <JsonView value={parsed(text)} depth={3} />
      </div>
    </Card>
  );
}

function exampleColumn(frame: ExampleFrame, index: number): DataColumn<ExampleFrame['rows'][number]> {
  return {
    id: String(index),
    header: frame.columns[index] ?? '',
    isNumber: typeof frame.rows[0]?.cells[index] === 'number',
    cell: ({ cells }) => {
      const cell = cells[index];
      return typeof cell === 'string' ? <bdi>{cell}</bdi> : JSON.stringify(cell);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
