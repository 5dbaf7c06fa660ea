import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly errors: number;
}

/** Sends one body again and again over so many connections. Needs wrk. */
export function measure(url: string, body: string, connections: number, seconds: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-wrk-'));
  const script = join(folder, 'post.lua');
  writeFileSync(
    script,
    `wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [==[${body}]==]
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("FIGURES %f %f %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000,
    e.status + e.read + e.write + e.timeout + e.connect))
end`,
  );
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script, url];
  const { stdout } = spawnSync('wrk', args, { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  const [, perSecond, p99Ms, errors] = /^FIGURES (\S+) (\S+) (\d+)$/m.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`wrk could not measure ${url}: ${stdout}`);
  return { perSecond: Number(perSecond), p99Ms: Number(p99Ms), errors: Number(errors) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
