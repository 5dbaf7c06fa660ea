import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { classes } from './classes.ts';
import styles from './floating.module.css';

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'center' | 'end';
  /** It is open when it first appears. */
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A menu of actions; its children are `MenuItem`, `MenuLink`, `MenuCheck`, `MenuGroup` and `MenuSeparator`. */
export function Menu({ trigger, align = 'start', startsOpen = false, children }: MenuProps): ReactNode {
  return (
    <Base.Root modal={false} defaultOpen={startsOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={styles['positioner']}>
          <Base.Popup className={styles['popup']}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface LazyMenuProps extends Omit<MenuProps, 'children' | 'startsOpen'> {
  readonly children: () => ReactNode;
}

/** A menu of which there are very many, as in a table's lines, or of a page's first sight: it costs no more than its button until that is first pressed. */
export function LazyMenu({ trigger, children, ...rest }: LazyMenuProps): ReactNode {
  const [isWanted, setWanted] = useState(false);
  if (!isWanted)
    return cloneElement(trigger, {
      onClick: () => setWanted(true),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        setWanted(true);
      },
      'aria-haspopup': 'menu',
      'aria-expanded': false,
    });
  return (
    <Menu {...rest} trigger={trigger} startsOpen>
      {children()}
    </Menu>
  );
}

export interface MenuItemProps {
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onClick, icon, keys, danger, disabled, children }: MenuItemProps): ReactNode {
  return (
    <Base.Item
      onClick={onClick}
      disabled={disabled ?? false}
      className={classes(styles['item'], danger && styles['danger'])}
    >
      {icon}
      {children}
      {keys && <kbd className={styles['keys']}>{keys}</kbd>}
    </Base.Item>
  );
}

export function MenuLink({
  to,
  icon,
  children,
}: {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.LinkItem render={<Link to={to} />} closeOnClick className={styles['item']}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

export interface MenuCheckProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function MenuCheck({ checked, onChange, children }: MenuCheckProps): ReactNode {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} className={styles['item']}>
      <span className={styles['check']}>{checked && <Check aria-hidden />}</span>
      {children}
    </Base.CheckboxItem>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly label?: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly (readonly [value: Value, label: ReactNode])[];
}

/** One of several, within a menu. */
export function MenuChoice<Value extends string>({
  label,
  value,
  onChange,
  choices,
}: MenuChoiceProps<Value>): ReactNode {
  return (
    <Base.Group>
      {label && <Base.GroupLabel className={styles['groupLabel']}>{label}</Base.GroupLabel>}
      <Base.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as Value)}>
        {choices.map(([each, name]) => (
          <Base.RadioItem key={each} value={each} className={styles['item']}>
            <span className={styles['check']}>{each === value && <Check aria-hidden />}</span>
            {name}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuGroup({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Group>
      <Base.GroupLabel className={styles['groupLabel']}>{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuSeparator(): ReactNode {
  return <Base.Separator className={styles['separator']} />;
}
