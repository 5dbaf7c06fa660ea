import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LoggedModel } from '../api/logged-models.ts';
import styles from './models.module.css';
import { versionPlace } from './places.ts';
import { registeredVersionsOf } from './registered-versions.ts';

/** The versions that a logged model was registered as. */
export function VersionLinks({ model }: { readonly model: LoggedModel }): ReactNode {
  const versions = registeredVersionsOf(model.tags);
  if (versions.length === 0) return <span className="soft">Not yet</span>;
  return (
    <span className={styles['chips']}>
      {versions.map(({ name, version }) => (
        <Link key={`${name} ${version}`} to={versionPlace(name, version)}>
          <bdi>{name}</bdi> version {version}
        </Link>
      ))}
    </span>
  );
}
