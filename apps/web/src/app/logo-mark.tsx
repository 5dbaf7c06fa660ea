import type { ReactNode } from 'react';

/** The stream that drives the wheel. */
export function LogoMark(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--accent-fill)" />
      <path
        d="M6 12c4 0 4-3 8-3s4 3 8 3 3-1.5 4-2M6 18c4 0 4-3 8-3s4 3 8 3 3-1.5 4-2M6 24c4 0 4-3 8-3s4 3 8 3 3-1.5 4-2"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
