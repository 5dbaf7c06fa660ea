import type { ReactNode } from 'react';
import styles from './alias-chip.module.css';

/** An alias, with the version that it stands for where that is not said already. */
export function AliasChip({
  alias,
  version,
}: {
  readonly alias: string;
  readonly version?: string;
}): ReactNode {
  return (
    <span className={styles['alias']} title={`@${alias}`}>
      <span className="truncate">
        @<bdi>{alias}</bdi>
      </span>
      {version !== undefined && <span className={styles['version']}>v{version}</span>}
    </span>
  );
}
