/** Prints lines of columns below their names, each as wide as it has to be. */
export function printTable(names: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = names.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of [names, ...rows]) {
    const cells = row.map((cell, column) => cell.replaceAll(/\s+/g, ' ').padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}
