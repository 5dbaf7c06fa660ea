import type { ScoringReply, ScoringRequest } from '../scorers/scorer.ts';
import type { LoadedVersion } from './loaded-version.ts';
import { isSameAnswer } from './same-answer.ts';

/** Copies that are under way at once, of one version; more are left out, so that a slow shadow holds nothing up. */
const MOST_UNDER_WAY = 64;

/** Sends copies of requests to a shadow, and counts how its answers compare with those that were returned. */
export class Shadowing {
  private underWay = 0;

  constructor(readonly version: LoadedVersion) {}

  copy(request: ScoringRequest, returned: ScoringReply): void {
    const { shadow } = this.version.measurements;
    if (this.underWay >= MOST_UNDER_WAY) {
      shadow.skipped += 1;
      return;
    }
    this.underWay += 1;
    void this.compare(request, returned).finally(() => (this.underWay -= 1));
  }

  private async compare(request: ScoringRequest, returned: ScoringReply): Promise<void> {
    const { scorer, measurements } = this.version;
    const startedMs = performance.now();
    try {
      const reply = await scorer.score(request);
      measurements.answered(reply.status, (performance.now() - startedMs) / 1000);
      if (reply.status >= 500) measurements.shadow.failed += 1;
      else if (isSameAnswer(reply, returned)) measurements.shadow.same += 1;
      else measurements.shadow.different += 1;
    } catch {
      measurements.shadow.failed += 1;
    }
  }
}
