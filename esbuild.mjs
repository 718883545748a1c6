// @ts-check
/**
 * Builds everything into dist/: the extension and, apart from it, the use cases with store and bots, the export
 * and import commands, those that bring and change bots, the thread that counts votes, and the leaderboard's HTML report (cjs), the model process and that of custom bots (esm), the pages (esm + css),
 * the command line (esm), and sql.js as it is.
 *
 * --watch       builds again on every change
 * --production  minified, without source maps
 * --tests       also bundles the tests that run inside VS Code, into dist-test/
 */
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { CLI_BANNER } from './scripts/cliBanner.mjs';
import { leaveOutUnused } from './scripts/leaveOutUnused.mjs';
import { thirdPartyNotices } from './scripts/notices.mjs';
import { replaceFolder } from './scripts/replaceFolder.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const withTests = process.argv.includes('--tests');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: !production,
  logLevel: watch ? 'silent' : 'warning',
  metafile: true,
  legalComments: 'none',
  plugins: [leaveOutUnused(), ...(watch ? [tellProblemMatcher()] : [])],
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  // Its `main` loads its parts by names that no bundler sees.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

// `vscode` is external for the extension alone: anywhere else a leaked import fails the build.
/** @type {Readonly<Record<string, esbuild.BuildOptions>>} */
const bundles = {
  extension: {
    ...node,
    entryPoints: {
      extension: 'src/extension/extension.ts',
      app: 'src/extension/vscode/app.ts',
      exchange: 'src/extension/exchangeCommands.ts',
      manage: 'src/extension/manageCommands.ts',
      ranking: 'src/extension/counting/worker.ts',
    },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  },
  // Charts are drawn without a window for reports only: loaded when somebody first wants one.
  report: {
    ...node,
    entryPoints: { report: 'src/charts/report/htmlReport.ts' },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  },
  modelProcess: {
    ...node,
    entryPoints: { modelProcess: 'src/bots/llama/worker.ts' },
    outdir: 'dist',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    external: ['node-llama-cpp'],
  },
  downloadProcess: {
    ...node,
    entryPoints: { downloadProcess: 'src/extension/downloads/worker.ts' },
    outdir: 'dist',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    external: ['node-llama-cpp'],
  },
  customProcess: {
    ...node,
    entryPoints: { customProcess: 'src/bots/custom/worker.ts' },
    outdir: 'dist',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
  },
  cli: {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: CLI_BANNER },
  },
  pages: {
    ...common,
    entryPoints: {
      arena: 'src/webview/arena/main.tsx',
      bot: 'src/webview/bot/main.tsx',
      leaderboard: 'src/webview/leaderboard/main.tsx',
    },
    outdir: 'dist/webview',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
  },
};

const dist = path.join(root, 'dist');
// sql.js stays a file of its own, so that activation does not even parse it. It looks for a browser's
// `navigator`, which the extension host answers with an error in the log: here it finds none.
/** @type {Map<string, string | Uint8Array>} */
const files = new Map([
  [
    path.join(dist, 'sql-wasm.cjs'),
    `var navigator;\n${await readFile(fromPackages('sql.js/dist/sql-wasm.js'), 'utf8')}`,
  ],
]);
files.set(
  path.join(dist, 'sql-wasm.wasm'),
  await readFile(fromPackages('sql.js/dist/sql-wasm.wasm')),
);

if (watch) {
  await replaceFolder(dist, files, path.join(root, 'artifacts'));
  for (const options of Object.values(bundles)) await (await esbuild.context(options)).watch();
} else {
  const built = await Promise.all(
    Object.entries(bundles).map(
      async ([name, options]) =>
        /** @type {const} */ ([name, await esbuild.build({ ...options, write: false })]),
    ),
  );
  for (const [, { outputFiles = [] }] of built) {
    for (const { path: file, contents } of outputFiles) files.set(file, contents);
  }
  const inputs = built.flatMap(([, { metafile }]) => Object.keys(metafile?.inputs ?? {}));
  files.set(
    path.join(dist, 'ThirdPartyNotices.txt'),
    await thirdPartyNotices(root, inputs, ['sql.js']),
  );
  if (!production) {
    const metafiles = built.map(([name, { metafile }]) => [name, metafile]);
    files.set(path.join(dist, 'metafile.json'), JSON.stringify(Object.fromEntries(metafiles)));
  }
  await replaceFolder(dist, files, path.join(root, 'artifacts'));
  if (withTests) await buildHostTests();
}

/** Each test file becomes one bundle; mocha and the editor come from outside. */
async function buildHostTests() {
  const folder = path.join(root, 'test/host');
  const files = (await readdir(folder)).filter(name => name.endsWith('.ts'));
  await rm(path.join(root, 'dist-test/host'), { recursive: true, force: true });
  // The tests write settings and sessions: into a copy.
  const workspace = path.join(root, 'dist-test/workspace');
  await rm(workspace, { recursive: true, force: true });
  await cp(path.join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
  await esbuild.build({
    ...node,
    entryPoints: files.map(name => path.join(folder, name)),
    outdir: 'dist-test/host',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha', 'node-llama-cpp'],
    // The bundles lie as deep below the root as test/support does: paths to the root stay right.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;` },
  });
}

/** @param {string} file */
function fromPackages(file) {
  return path.join(root, 'node_modules', file);
}

/**
 * Prints what the editor's problem matcher of the `watch` task looks for.
 *
 * @returns {esbuild.Plugin}
 */
function tellProblemMatcher() {
  return {
    name: 'tell-problem-matcher',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        console.log('[watch] build finished');
      });
    },
  };
}
