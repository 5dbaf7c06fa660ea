import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';

/** `npm run dev -w @millrace/web` shows the sources against a server that runs: MILLRACE_URL, or one on port 5000. */
const server = process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:5000';

export default defineConfig({
  // Addresses are relative to the page, so that it works under any path prefix.
  base: './',
  plugins: [react(), compressAssets()],
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // An inlined asset would be a `data:` address, which the content security policy refuses for all but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/ajax-api', '/api', '/get-artifact', '/model-versions', '/graphql'].map((path) => [
        path,
        { target: server },
      ]),
    ),
  },
});
