/**
 * SQL for the normalised pointwise mutual information of two conditions that hold `first` and `second` times among
 * `total`, and `joint` times together: from -1 (never together) over 0 (independent) to 1 (always together). The
 * database takes the logarithms because JavaScript's are off in the last digit.
 */
export function npmiSql(joint: string, first: string, second: string, total: string): string {
  return `greatest(-1, least(1,
    ((ln(${joint}) + ln(${total})) - (ln(${first}) + ln(${second}))) / -(ln(${joint}) - ln(${total}))))`;
}
