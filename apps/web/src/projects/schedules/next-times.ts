import { Cron } from 'croner';

/** When a cron comes next, in milliseconds, the soonest first. Throws Error that says what is wrong with it. */
export function nextTimes(cron: string, timezone: string, count = 5, fromMs = Date.now()): number[] {
  const pattern = cron.trim();
  if (!pattern.startsWith('@') && pattern.split(/\s+/).length !== 5)
    throw new Error('It must have five fields: minute, hour, day of month, month, day of week.');
  try {
    return new Cron(pattern, { timezone, paused: true })
      .nextRuns(count, new Date(fromMs))
      .map((date) => date.getTime());
  } catch (error) {
    const why = (error as Error).message.replace(/^CronPattern: /, '');
    throw new Error(why.endsWith('.') ? why : `${why}.`, { cause: error });
  }
}

/** `Mon, Nov 30, 6:00 AM` in a time zone. */
export function timeIn(timezone: string, ms: number): string {
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: timezone,
  }).format(ms);
}

export const TIMEZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Where this browser is. */
export function ownTimezone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return TIMEZONES.includes(timeZone) ? timeZone : 'UTC';
}
