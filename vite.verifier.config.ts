import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { viteSingleFile } from 'vite-plugin-singlefile'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the verifier page of bundles as one file that works from disk, without network: `out/verify.html`. */
export default defineConfig({
  root: here('shared/verify/page'),
  base: './',
  // The page's script is its worker's too, and that is no module: browsers load none from a file that lies on disk.
  define: { 'import.meta.url': '"about:blank"' },
  plugins: [
    viteSingleFile({ removeViteModuleLoader: true }),
    { name: 'page-name', enforce: 'post', generateBundle: (_, bundle) => rename(bundle) },
  ],
  build: {
    outDir: here('out'),
    // Other builds put their own files there.
    emptyOutDir: false,
    target: 'es2023',
    modulePreload: false,
  },
})

function rename(bundle: Record<string, { fileName: string }>): void {
  const page = bundle['index.html']
  if (page !== undefined) page.fileName = 'verify.html'
}
