// @ts-check

/**
 * The address of a window, with an extension loaded from its source folder.
 *
 * @param {object} options
 * @param {Pick<import('./server.mjs').Server, 'url' | 'port' | 'token'>} options.server
 * @param {string} [options.folder] absolute; without it the window has none
 * @param {string} [options.workspaceFile] absolute; opened instead of the folder
 * @param {string} [options.extensionDevelopmentPath] absolute
 * @param {string} [options.extensionTestsPath] absolute; the page then runs the tests and ends
 * @param {boolean} [options.welcome] whether the setting `workbench.startupEditor` is heard; default no
 * @returns {string}
 */
export function workbenchUrl({
  server,
  folder,
  workspaceFile,
  extensionDevelopmentPath,
  extensionTestsPath,
  welcome,
}) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = welcome ? [] : [['skipWelcome', 'true']];
  if (extensionDevelopmentPath) {
    payload.push(['extensionDevelopmentPath', remote(extensionDevelopmentPath)]);
  }
  if (extensionTestsPath) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  const query = [
    `tkn=${server.token}`,
    whatIsOpened(folder, workspaceFile),
    `payload=${encodeURIComponent(JSON.stringify(payload))}`,
  ];
  return `${server.url}/?${query.join('&')}`;
}

/**
 * @param {string | undefined} folder
 * @param {string | undefined} workspaceFile
 */
function whatIsOpened(folder, workspaceFile) {
  if (workspaceFile !== undefined) return `workspace=${encodeURIComponent(workspaceFile)}`;
  return folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(folder)}`;
}
