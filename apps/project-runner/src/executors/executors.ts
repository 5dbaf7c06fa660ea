import { Injectable } from '@nestjs/common';
import type { Executor } from './executor.ts';

/** The executors by name. Their code is loaded with the first run. */
@Injectable()
export class Executors {
  private readonly opened = new Map<string, Promise<Executor>>();

  get(name: string): Promise<Executor> {
    const opened = this.opened.get(name) ?? open(name);
    this.opened.set(name, opened);
    return opened;
  }
}

async function open(name: string): Promise<Executor> {
  if (name !== 'process') throw new Error(`There is no executor ${name}`);
  const { ProcessExecutor } = await import('./process/process-executor.ts');
  return new ProcessExecutor();
}
