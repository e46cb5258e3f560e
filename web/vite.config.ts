import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** One HTML file a page; the gateway serves them and their assets from `dist`. */
export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    rolldownOptions: { input: ['explorer.html', 'track.html'] },
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
  },
});
