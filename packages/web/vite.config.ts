import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['datasherpa-source'] },
  // No inlined assets: the page runs under a content security policy that allows only own files.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What of others is in the page; the image lists it, the server does not send it.
    license: { fileName: 'licenses.json' },
  },
  server: { proxy: { '^/(?!src|@|node_modules)': 'http://127.0.0.1:7171' } },
});
