import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = join(fileURLToPath(new URL('..', import.meta.url)), 'docs', 'benchmarks.md');
const HEAD = `# Benchmarks

Each section is written by the command that it names, from what that run printed. Machines differ and shared ones are noisy:
compare the columns of one table, which were measured side by side in one run, not figures of two tables.
`;

/** Puts a section of a script's into docs/benchmarks.md, in place of the one with the same heading. `body` is Markdown. */
export function writeSection(heading: string, script: string, versions: string, body: string): void {
  const options = process.argv.slice(2);
  const command = ['npm run', script, ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : HEAD;
  const sections = page.split(/^(?=## )/m);
  const section = `## ${heading}\n\n\`${command}\`, ${today()}, ${machine()}; ${versions}.\n\n${body.trim()}\n`;
  const at = sections.findIndex((each) => each.startsWith(`## ${heading}\n`));
  if (at < 0) sections.push(section);
  else sections[at] = section;
  writeFileSync(PAGE, `${sections.map((each) => each.trim()).join('\n\n')}\n`);
  execFileSync('npx', ['prettier', '--write', PAGE], { stdio: 'ignore' });
}

/** A Markdown table; the first row is its head. Columns but the first are aligned to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...body].map(line).join('\n');
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'an unknown processor';
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
}
