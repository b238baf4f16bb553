import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import renderer from './renderer/vite.config.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What services/bundle looks for beside its own built file. */
const byHandScript: Plugin = {
  name: 'by-hand-script',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'by-hand.sh', source: readFileSync(here('shared/verify/by-hand.sh')) })
  },
}

/**
 * The program for Electron, in `out/`: the main process and the five programs that it starts as processes of their
 * own, the preload script, the interface. `out/verify.html` is built by vite.verifier.config.ts. Packages of
 * `dependencies` aren't built in: they are found in `node_modules`, with their native parts, fonts and data files.
 */
export default defineConfig({
  main: {
    plugins: [byHandScript],
    build: {
      outDir: here('out/main'),
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          index: here('electron/main/index.ts'),
          engine: here('electron/engine/worker.ts'),
          capture: here('electron/services/capture/child.ts'),
          preview: here('electron/services/evidence/child.ts'),
          comparison: here('electron/services/comparison/child.ts'),
          table: here('electron/services/casework/child.ts'),
        },
        // A package that a program doesn't use isn't loaded by it for the sake of what loading might do.
        treeshake: { moduleSideEffects: 'no-external' },
        // All in one folder: programs and files are found from wherever a piece of code lands.
        output: { entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: here('out/preload'),
      emptyOutDir: true,
      // A sandboxed preload script is one file and CommonJS, and can load nothing but a part of `electron`.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    root: here('renderer'),
    build: { ...renderer.build, outDir: here('out/renderer'), rolldownOptions: { input: here('renderer/index.html') } },
  },
})
