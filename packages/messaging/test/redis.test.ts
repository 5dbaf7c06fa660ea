import { describe, it } from '@jest/globals';
import { conformance } from './conformance.ts';
import { hasRedis } from './redis-process.ts';

if (hasRedis()) {
  conformance('redis');
} else {
  console.warn(
    'Messaging on Redis is not tested: there is no redis-server on the PATH. Get it by: apt-get install redis-server',
  );
  describe.skip('messaging on redis', () => {
    it('needs redis-server', () => undefined);
  });
}
