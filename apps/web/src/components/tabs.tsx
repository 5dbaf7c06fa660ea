import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { formatCount } from '../format/numbers.ts';
import styles from './tabs.module.css';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** Only this very address is its page, not those below it. */
  readonly end?: boolean;
  /** Said where the pages differ in what follows the `?` of their address alone. */
  readonly isCurrent?: boolean;
}

/** The pages of one thing, each with an address. */
export function TabLinks({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly TabLink[];
}): ReactNode {
  return (
    <nav aria-label={label} className={styles['list']}>
      {tabs.map(({ to, label: name, count, end = true, isCurrent }) => {
        const content = (
          <>
            {name}
            {count !== undefined && <span className={styles['count']}>{formatCount(count)}</span>}
          </>
        );
        const className = styles['tab'] as string;
        if (isCurrent === undefined)
          return (
            <NavLink key={to} to={to} end={end} className={className}>
              {content}
            </NavLink>
          );
        return (
          <Link key={to} to={to} aria-current={isCurrent ? 'page' : undefined} className={className}>
            {content}
          </Link>
        );
      })}
    </nav>
  );
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly tabs: readonly (readonly [value: Value, label: ReactNode, panel: ReactNode])[];
}

/** Panels of which one is shown, without addresses of their own. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>): ReactNode {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Base.List aria-label={label} className={styles['list']}>
        {tabs.map(([each, name]) => (
          <Base.Tab key={each} value={each} className={styles['tab']}>
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(([each, , panel]) => (
        <Base.Panel key={each} value={each}>
          {panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
