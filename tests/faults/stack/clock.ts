import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
];

/** The wall clock of one process, which can be moved while it runs. What counts seconds since its start is left alone, as by a system's. */
export class Clock {
  readonly environment: NodeJS.ProcessEnv;
  readonly #file: string;

  private constructor(library: string, file: string) {
    this.#file = file;
    this.environment = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Files and sockets have the real time.
      NO_FAKE_STAT: '1',
    };
  }

  /** Undefined where libfaketime is not installed (Debian: libfaketime). */
  static async make(file: string): Promise<Clock | undefined> {
    const library = LIBRARIES.find((path) => existsSync(path));
    if (library === undefined) return undefined;
    const clock = new Clock(library, file);
    await clock.move(-7200);
    const asked = spawnSync(process.execPath, ['-p', 'Date.now()'], {
      env: { ...process.env, ...clock.environment },
    });
    const works = Math.abs(Number(asked.stdout) + 7_200_000 - Date.now()) < 60_000;
    await clock.move(0);
    return works ? clock : undefined;
  }

  async move(seconds: number): Promise<void> {
    const next = `${this.#file}.next`;
    await writeFile(next, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s\n`);
    await rename(next, this.#file);
  }
}
