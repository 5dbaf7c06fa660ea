// Puts the sizes of the images, as the engine has them, into docs/deployment.md: npm run docs:images
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import prettier from 'prettier';
import { PROGRAMS } from './parts.ts';

const PAGE = new URL('../../docs/deployment.md', import.meta.url);
const VERSION = '0.1.0';
const MEBIBYTE = 1024 ** 2;

interface Image {
  readonly Size: number;
}

function inspect(name: string): Image {
  const [image] = JSON.parse(execFileSync('docker', ['image', 'inspect', name], { encoding: 'utf8' })) as [
    Image,
  ];
  return image;
}

const base = inspect('node:24-bookworm-slim').Size;
const mebibytes = (bytes: number): string => `${Math.round(bytes / MEBIBYTE)} MiB`;
const rows = PROGRAMS.map((name) => {
  const { Size } = inspect(`millrace/${name}:${VERSION}`);
  return `| \`millrace/${name}\` | ${mebibytes(Size)} | ${mebibytes(Size - base)} |`;
});
const table = ['| image | size | of which ours |', '| --- | ---: | ---: |', ...rows].join('\n');
const page = readFileSync(PAGE, 'utf8').replace(
  /(?<=<!-- sizes -->\n)[^]*(?=\n<!-- \/sizes -->)/,
  `\nOn \`node:24-bookworm-slim\` of ${mebibytes(base)}, which they share:\n\n${table}\n`,
);
writeFileSync(PAGE, await prettier.format(page, { parser: 'markdown' }));
