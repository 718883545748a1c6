// A host to be killed: loads a model with a template from the environment, asks, and tells the
// process of that model.
import { fork } from 'node:child_process';
import process from 'node:process';
import { ipcPort } from '../../../../../src/bots/ipcPort.ts';
import { modelProcess } from '../../../../../src/protocol/modelProcess.ts';
import { Client } from '../../../../../src/protocol/rpc.ts';

const [workerPath = '', modelPath = ''] = process.argv.slice(2);
const child = fork(workerPath, { execArgv: [], serialization: 'advanced' });
const none = (): void => {};
const client = new Client<typeof modelProcess>(
  modelProcess,
  ipcPort(child),
  {
    loading: none,
    started: none,
    evaluating: none,
    thinking: none,
    text: none,
    silent: none,
    tokens: none,
  },
  none,
);
await client.ask('load', {
  modelPath,
  contextSize: 256,
  sequences: 1,
  threads: 1,
  maxThreads: 1,
  gpuLayers: 0,
  backend: 'cpu',
  vramShare: 1,
  template: { kind: 'jinja', source: process.env['TEMPLATE'] ?? '' },
  lora: [],
});
const messages = [{ role: 'user', text: 'Hi' } as const];
const reply = { conversation: 'c', messages, sampling: {}, contextOverflow: 'refuse' } as const;
client.ask('generate', { id: 1, ...reply }).catch(none);
process.send?.(child.pid);
