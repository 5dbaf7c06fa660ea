import type { ReactNode } from 'react';
import { type ArtifactPlace, baseName, previewAddress } from '../api/artifacts.ts';
import { cellImage, type LoggedTable } from './logged-table.ts';
import styles from './preview.module.css';
import { TableView } from './table-view.tsx';

/** A logged table, its images among its texts. */
export function LoggedTableView({
  place,
  table,
}: {
  readonly place: ArtifactPlace;
  readonly table: LoggedTable;
}): ReactNode {
  const hasImages = table.rows.slice(0, 50).some((row) => row.some(cellImage));
  return (
    <TableView
      columns={table.columns}
      rowCount={table.rows.length}
      value={(row, column) => table.rows[row]?.[column]}
      rowHeight={hasImages ? 84 : 30}
      special={(value) => {
        const image = cellImage(value);
        if (!image) return undefined;
        return (
          <a href={previewAddress(place, image.path)} target="_blank" rel="noreferrer">
            <img
              className={styles['thumb']}
              loading="lazy"
              src={previewAddress(place, image.smallPath)}
              alt={baseName(image.path)}
            />
          </a>
        );
      }}
    />
  );
}
