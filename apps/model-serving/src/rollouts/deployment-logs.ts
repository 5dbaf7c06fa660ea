import { Injectable } from '@nestjs/common';

const MOST_LINES = 2_000;
const LONGEST_LINE = 4_000;

/** The newest lines about each deployment that this process has: builds, loads, and what workers print. */
@Injectable()
export class DeploymentLogs {
  private readonly byId = new Map<string, string[]>();

  add(deploymentId: string, version: number, line: string): void {
    const lines = this.byId.get(deploymentId) ?? [];
    this.byId.set(deploymentId, lines);
    lines.push(`${new Date().toISOString()} version ${version}: ${line.slice(0, LONGEST_LINE)}`);
    // Cut now and then: a shift for each line would copy them all.
    if (lines.length > 2 * MOST_LINES) lines.splice(0, lines.length - MOST_LINES);
  }

  text(deploymentId: string, tail: number): string {
    const lines = (this.byId.get(deploymentId) ?? []).slice(-Math.min(tail, MOST_LINES));
    return lines.map((line) => `${line}\n`).join('');
  }

  /** Forgets deployments other than these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.byId.keys()) if (!ids.has(id)) this.byId.delete(id);
  }
}
