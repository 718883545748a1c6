import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');

/** Bundles one entry for the browser as esbuild.mjs does, in memory. */
export async function bundlePage(entry: string): Promise<{ js: string; css: string }> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: 'unused',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const textOf = (ending: string) =>
    outputFiles.find(file => file.path.endsWith(ending))?.text ?? '';
  return { js: textOf('.js'), css: textOf('.css') };
}
