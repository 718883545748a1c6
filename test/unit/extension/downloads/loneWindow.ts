// A window of its own that downloads, to be killed by a test. Arguments: worker, folder, address.
import process from 'node:process';
import { downloadId } from '../../../../src/extension/app/downloadPlan.ts';
import { NodeDownloads } from '../../../../src/extension/downloads/nodeDownloads.ts';

const [workerPath = '', folder = '', address = ''] = process.argv.slice(2);
const port = new NodeDownloads({
  workerPath,
  folder: () => folder,
  known: { read: () => [], write: () => Promise.resolve() },
  hub: address,
  token: () => Promise.resolve(undefined),
  log: line => process.stderr.write(`${line}\n`),
});
const look = await port.look(address);
const id = downloadId(look.url);
port.begin({ id, name: id, address, look, entry: {} }, () => {});
