import { useEffect, useState } from 'react';
import { whenIdle } from './when-idle.ts';

/** Whether there has been time for more than what a page is opened for: to ask then for what its corners show. */
export function useIsIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return isIdle;
}
