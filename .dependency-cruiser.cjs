// Which folder may import what: the table in ARCHITECTURE.md, checked. Type-only imports count.
const inside = (...folders) => folders.map(folder => `^src/${folder}`);
/** Everything under src/`from` may reach only these paths (plus its own folder). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${from}` },
  to: { pathNot: allowed },
});
const packages = '^node_modules/';

module.exports = {
  forbidden: [
    only(
      'core-is-pure',
      'core/',
      [...inside('core/'), `${packages}(zod|marked)/`],
      'core knows ECMAScript, itself and schemas only.',
    ),
    {
      name: 'core-renders-in-one-file',
      comment: 'marked is pure ECMAScript; of core only the HTML export renders Markdown.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '^src/core/formats/export/markdownToHtml[.]ts$' },
      to: { path: `${packages}marked/` },
    },
    only(
      'protocol-knows-core-types',
      'protocol/',
      [
        ...inside('protocol/', 'core/(model|schemas|ranking/(board|options))[.]ts'),
        `${packages}zod/`,
      ],
      'The protocol is core types and schemas.',
    ),
    only(
      'charts-draw-boards',
      'charts/',
      [...inside('charts/', 'core/'), `${packages}@observablehq/plot/`],
      'A chart is drawn wherever there is a document: in a page, in a report.',
    ),
    {
      name: 'pages-have-a-document',
      comment: 'The report brings a document of its own, for where there is no browser.',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: '^src/charts/report/' },
    },
    {
      name: 'bots-know-no-editor',
      comment: 'Bots run in any host: core, protocol, Node and packages.',
      severity: 'error',
      from: { path: '^src/bots/' },
      to: { path: ['^src/(extension|webview|cli)/', '^vscode$', '^node_modules/@types/vscode'] },
    },
    {
      name: 'bot-kinds-are-strangers',
      comment: 'One kind never imports another; only createBot.ts knows all.',
      severity: 'error',
      from: { path: '^src/bots/([^/]+)/' },
      to: { path: '^src/bots/[^/]+/', pathNot: '^src/bots/$1/' },
    },
    {
      name: 'only-createBot-knows-kinds',
      severity: 'error',
      from: {
        path: '^src/',
        // The command line reads a model's template and renders Jinja as the llama kind does.
        pathNot: [
          '^src/bots/createBot[.]ts$',
          // Asks a server that no bot has yet.
          '^src/bots/serverTest[.]ts$',
          // Reads the header of a file that no bot has yet.
          '^src/bots/describeModel[.]ts$',
          '^src/bots/[^/]+/',
          '^src/cli/(templateNamed|modelTemplate)[.]ts$',
        ],
      },
      to: { path: '^src/bots/[^/]+/' },
    },
    only(
      'app-speaks-through-ports',
      'extension/app/',
      inside(
        'extension/app/',
        'core/',
        'protocol/',
        'bots/(bot|botSpec|parseBots|settingProblem|settingLimits|defaults|fingerprint)[.]ts',
      ),
      'Use cases know no editor, no Node, no SQL.',
    ),
    {
      name: 'store-knows-app-ports',
      severity: 'error',
      from: { path: '^src/extension/store/' },
      to: {
        path: ['^src/', '^vscode$'],
        pathNot: inside('extension/store/', 'core/', 'extension/app/ports[.]ts'),
      },
    },
    {
      name: 'exchange-knows-app-ports',
      comment: 'Files of other programs: Node and packages, but no editor, no store, no use case.',
      severity: 'error',
      from: { path: '^src/extension/exchange/' },
      to: {
        path: ['^src/', '^vscode$'],
        pathNot: inside('extension/exchange/', 'core/', 'extension/app/ports[.]ts'),
      },
    },
    {
      name: 'discovery-knows-no-editor',
      comment:
        'Models and servers of this machine: Node and what a model is, but no editor, no use case.',
      severity: 'error',
      from: { path: '^src/extension/discovery/' },
      to: {
        path: ['^src/', '^vscode$'],
        pathNot: inside('extension/discovery/', 'core/', 'bots/[^/]+[.]ts$'),
      },
    },
    {
      name: 'downloads-know-one-use-case',
      comment: 'Files, processes and servers of downloads: no editor, no store.',
      severity: 'error',
      from: { path: '^src/extension/downloads/' },
      to: {
        path: ['^src/', '^vscode$'],
        pathNot: inside(
          'extension/downloads/',
          'core/',
          'protocol/',
          'bots/ipcPort[.]ts',
          'extension/app/(downloads|downloadPlan)[.]ts',
        ),
      },
    },
    {
      name: 'counting-knows-app-ports',
      comment: 'A thread: whatever it knows is loaded into it once more.',
      severity: 'error',
      from: { path: '^src/extension/counting/' },
      to: {
        path: ['^src/', '^vscode$'],
        pathNot: inside(
          'extension/counting/',
          'core/',
          'protocol/',
          'extension/app/(ports|voteCounter)[.]ts',
        ),
      },
    },
    {
      name: 'webview-knows-protocol',
      comment: 'A page is a browser: it knows protocol and core types.',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: ['^src/(extension|bots|cli)/', '^vscode$'] },
    },
    {
      name: 'host-knows-no-page',
      comment: 'Host and page meet in the protocol.',
      severity: 'error',
      from: { path: '^src/(extension|cli)/' },
      to: { path: '^src/webview/' },
    },
    {
      name: 'cli-needs-no-editor',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: ['^src/extension/(vscode|extension)', '^src/webview/', '^vscode$'] },
    },
    {
      name: 'vscode-in-one-place',
      comment: 'Only extension/vscode and extension.ts know the editor.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/extension/vscode/', '^src/extension/extension[.]ts$'],
      },
      to: { path: ['^vscode$', '^node_modules/@types/vscode'] },
    },
    {
      name: 'no-node-in-pure-rooms',
      severity: 'error',
      from: { path: ['^src/(core|protocol|charts|webview)/', '^src/extension/app/'] },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['tsconfig[.]json$', '[.]css$'] },
      to: {},
    },
    {
      name: 'nothing-from-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
