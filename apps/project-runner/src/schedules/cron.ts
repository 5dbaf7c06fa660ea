import { invalidParameter } from '@millrace/contracts/errors';

const NAMED = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@hourly'];

/** When a cron comes next after a time; undefined when it never does. Throws INVALID_PARAMETER_VALUE. All times in milliseconds. */
export async function nextTick(cron: string, timezone: string, afterMs: number): Promise<number | undefined> {
  checkTimezone(timezone);
  const trimmed = cron.trim();
  if (!NAMED.includes(trimmed) && trimmed.split(/\s+/).length !== 5)
    throw badCron(cron, 'it must have five fields');
  // Its code is loaded with the first schedule.
  const { CronExpressionParser } = await import('cron-parser');
  const options = { currentDate: new Date(afterMs), tz: timezone, hashSeed: trimmed };
  try {
    const ticks = CronExpressionParser.parse(trimmed, options);
    return ticks.hasNext() ? ticks.next().getTime() : undefined;
  } catch (error) {
    throw badCron(cron, (error as Error).message);
  }
}

function checkTimezone(timezone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw invalidParameter(
      `'timezone' must be the name of an IANA time zone, such as Europe/Berlin or UTC, and there is no ${JSON.stringify(timezone)}.`,
    );
  }
}

function badCron(cron: string, why: string): Error {
  return invalidParameter(
    `'cron' must be five fields (minute, hour, day of month, month, day of week), such as "0 3 * * 1-5", or one of ${NAMED.join(', ')}; ${JSON.stringify(cron)} is not: ${why.replace(/\.$/, '')}.`,
  );
}
