import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';
import { inlineStart } from './inline-start.ts';
import { preloadPage } from './preload-page.ts';

/** `npm run dev -w @millrace/web` shows the sources against a server that runs: MILLRACE_URL, or one on port 5000. */
const server = process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:5000';

const LIBRARIES = {
  name: 'libraries',
  test: /node_modules[\\/](?:react|react-dom|scheduler|react-router|@tanstack|@base-ui|@floating-ui|lucide-react|use-sync-external-store|reselect|tabbable)[\\/]/,
  priority: 2,
};
const PARTS = {
  name: 'parts',
  test: /[\\/]src[\\/](?:(?:api|app|components|design|experiment|format)[\\/]|experiments[\\/]experiment-|charts[\\/]chart-link)/,
  minShareCount: 2,
  priority: 1,
};

export default defineConfig({
  // Addresses are relative to the page, so that it works under any path prefix.
  base: './',
  plugins: [
    react(),
    inlineStart('src/start/start.ts'),
    preloadPage('runs-table/runs.page.tsx'),
    compressAssets(),
  ],
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // An inlined asset would be a `data:` address, which the content security policy refuses for all but images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Few files for what nearly every page needs: as rolldown splits by itself, the first page takes more than fifty requests. Browsers
    // send six at once over HTTP/1.1, and those for the data wait behind them.
    rolldownOptions: { output: { codeSplitting: { groups: [LIBRARIES, PARTS] } } },
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
