import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Built for a strict Content-Security-Policy: no inline script, nothing as `data:`, everything below one folder and
 * addressed relative to it, so that each door can serve it under its own origin.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
  },
})
