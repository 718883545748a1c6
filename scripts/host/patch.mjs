// @ts-check
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The name of the file that `keepSecrets` reads, in the server's `data` folder. */
export const SECRETS_KEY = 'secrets.key';

/**
 * What is done to a freshly unpacked VS Code server.
 *
 * @param {string} vscode
 */
export async function patchServer(vscode) {
  const workbench = path.join(vscode, 'out/vs/code/browser/workbench/workbench.js');
  const source = await readFile(workbench, 'utf8');
  await writeFile(workbench, keepSecrets(acceptPayload(source)));
  await replaceNativeModules(path.join(vscode, 'node_modules', '@vscode'));
}

/**
 * A built workbench reads the page's `payload` (which extension to load) only under `--enable-smoke-test-driver`, and
 * that switch hides every notification toast, so we want the one without the other.
 *
 * @param {string} workbench
 */
function acceptPayload(workbench) {
  return replaceOnce(workbench, '(!this.isBuilt||this.enableSmokeTestDriver)', '(!0)');
}

/**
 * The page encrypts secrets with a key that only code-server's own server hands out. Here it is a file that VS Code's
 * server hands out; without it SecretStorage forgets everything at a reload.
 *
 * @param {string} workbench
 */
function keepSecrets(workbench) {
  const configuration =
    'JSON.parse(document.getElementById("vscode-workbench-web-configuration").dataset.settings)';
  const address = `"/vscode-remote-resource?path="+encodeURIComponent(${configuration}.userDataPath+"/${SECRETS_KEY}")`;
  return replaceOnce(
    replaceOnce(
      workbench,
      '(window.location.pathname+"/mint-key").replace(/\\/\\/+/g,"/")',
      `(${address})`,
    ),
    'fetch(this.authEndpoint,{credentials:"include",method:"POST"})',
    'fetch(this.authEndpoint,{credentials:"include"})',
  );
}

/**
 * Native modules that are not compiled here. Without the first, output channels stay empty. The second would end an
 * extension host whose server is gone; `serverProcess.mjs` sees to that.
 *
 * @param {string} modules
 */
async function replaceNativeModules(modules) {
  await copyFile(
    path.join(import.meta.dirname, 'spdlog.cjs'),
    path.join(modules, 'spdlog', 'index.js'),
  );
  await writeFile(path.join(modules, 'native-watchdog', 'index.js'), 'exports.start = () => {};\n');
}

/**
 * @param {string} source
 * @param {string} from
 * @param {string} to
 */
function replaceOnce(source, from, to) {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`This code-server has no single "${from}" to replace.`);
  return parts.join(to);
}
