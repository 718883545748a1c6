// @ts-check

/**
 * The address of a window on a folder, with an extension loaded from its source folder.
 *
 * @param {object} options
 * @param {Pick<import('./server.mjs').Server, 'url' | 'port' | 'token'>} options.server
 * @param {string} options.folder absolute
 * @param {string} [options.extensionDevelopmentPath] absolute
 * @param {string} [options.extensionTestsPath] absolute; the page then runs the tests and ends
 * @param {boolean} [options.welcome] whether the setting `workbench.startupEditor` is heard; default no
 * @returns {string}
 */
export function workbenchUrl({
  server,
  folder,
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
    `folder=${encodeURIComponent(folder)}`,
    `payload=${encodeURIComponent(JSON.stringify(payload))}`,
  ];
  return `${server.url}/?${query.join('&')}`;
}
