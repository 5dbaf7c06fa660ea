import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { formatCount } from '../format/numbers.ts';
import styles from './tabs.module.css';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** Only this very address is its page, not those below it. */
  readonly end?: boolean;
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
      {tabs.map(({ to, label: name, count, end = true }) => (
        <NavLink key={to} to={to} end={end} className={styles['tab'] as string}>
          {name}
          {count !== undefined && <span className={styles['count']}>{formatCount(count)}</span>}
        </NavLink>
      ))}
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
