import type { ReactNode } from 'react';
import { type DataColumn, DataTable } from '../components/data-table.tsx';
import { formatCount } from '../format/numbers.ts';
import type { Signature, SignatureField } from './signature.ts';
import styles from './signature-tables.module.css';

const NAME: DataColumn<SignatureField> = {
  id: 'name',
  header: 'Name',
  sortValue: ({ name }) => name,
  cell: ({ name }) => (name === '' ? <span className="soft">unnamed</span> : <bdi title={name}>{name}</bdi>),
};
const TYPE: DataColumn<SignatureField> = {
  id: 'type',
  header: 'Type',
  sortValue: ({ type }) => type,
  isWide: true,
  cell: ({ type, isOptional, defaultValue }) => (
    <span title={type}>
      <span className="mono">{type}</span>
      {isOptional && defaultValue === undefined && <span className="soft"> optional</span>}
    </span>
  ),
};
const DEFAULT: DataColumn<SignatureField> = {
  id: 'default',
  header: 'Default',
  cell: ({ defaultValue }) => <span className="mono">{defaultValue}</span>,
};

/** Inputs, outputs and parameters of a model, each as a table. */
export function SignatureTables({ signature }: { readonly signature: Signature }): ReactNode {
  const { inputs, outputs, params } = signature;
  return (
    <div className={styles['tables']}>
      <Part name="Inputs" fields={inputs} columns={[NAME, TYPE]} />
      <Part name="Outputs" fields={outputs} columns={[NAME, TYPE]} />
      {params.length > 0 && <Part name="Parameters" fields={params} columns={[NAME, TYPE, DEFAULT]} />}
    </div>
  );
}

interface PartProps {
  readonly name: string;
  readonly fields: readonly SignatureField[];
  readonly columns: readonly DataColumn<SignatureField>[];
}

function Part({ name, fields, columns }: PartProps): ReactNode {
  return (
    <section>
      <h3>
        {name} <span className="soft">{formatCount(fields.length)}</span>
      </h3>
      {fields.length === 0 ? (
        <p className="soft">None</p>
      ) : (
        <DataTable
          label={`${name} of the signature`}
          columns={columns}
          rows={fields}
          rowKey={(field) => `${field.name} ${field.type}`}
        />
      )}
    </section>
  );
}
