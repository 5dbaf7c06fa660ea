import type { ReactNode } from 'react';

const STYLE = { display: 'inline-block', maxWidth: '100%', verticalAlign: 'bottom' } as const;

/** Text of people, on one line: cut where there is no room, whole in its title, its direction kept from what is around it. */
export function Truncated({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="truncate" title={text} style={STYLE}>
      <bdi>{text}</bdi>
    </span>
  );
}
