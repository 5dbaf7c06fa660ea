import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const CHROMIUM = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Chromium with nothing of its own on the network. */
export function launchChromium(): Promise<Browser> {
  if (CHROMIUM === undefined)
    throw new Error('No Chromium was found: install it, or name it in CHROMIUM_PATH.');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
