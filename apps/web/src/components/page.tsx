import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { classes } from './classes.ts';
import styles from './page.module.css';

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

export interface PageProps {
  /** The page's name: its heading, and with Millrace the document's title. */
  readonly title: string;
  /** What stands in the heading in place of the title. */
  readonly heading?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Beside the title: status, counts. */
  readonly aside?: ReactNode;
  /** At the right: buttons. */
  readonly actions?: ReactNode;
  readonly tabs?: ReactNode;
  /** The body has no padding and does not scroll: its content does, as tables that fill the page. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** The frame of every page: where one is, its title and actions, its tabs, and the body. */
export function Page({
  title,
  heading,
  crumbs = [],
  aside,
  actions,
  tabs,
  fill,
  children,
}: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Millrace`;
  }, [title]);
  return (
    <div className={classes(styles['page'], fill && styles['fill'])}>
      <header className={styles['head']}>
        <div className={styles['row']}>
          <div className={styles['title']}>
            {crumbs.length > 0 && (
              <nav aria-label="Breadcrumb">
                <ol className={styles['crumbs']}>
                  {crumbs.map(({ label, to }) => (
                    <li key={to}>
                      <Link to={to} className="truncate">
                        {label}
                      </Link>
                      <ChevronRight aria-hidden />
                    </li>
                  ))}
                </ol>
              </nav>
            )}
            <h1 title={title}>
              <bdi>{heading ?? title}</bdi>
            </h1>
            {aside}
          </div>
          {actions && <div className={styles['actions']}>{actions}</div>}
        </div>
      </header>
      {tabs && <div className={styles['tabs']}>{tabs}</div>}
      <div className={classes(styles['body'], fill && styles['flush'])}>{children}</div>
    </div>
  );
}

export interface CardProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** The content reaches the card's edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of a page with a border of its own. */
export function Card({ title, actions, flush, children }: CardProps): ReactNode {
  return (
    <section className={styles['card']}>
      {(title || actions) && (
        <div className={styles['cardHead']}>
          <h2 style={{ fontSize: 'var(--text-md)' }}>{title}</h2>
          {actions}
        </div>
      )}
      <div className={flush ? undefined : styles['cardBody']}>{children}</div>
    </section>
  );
}
