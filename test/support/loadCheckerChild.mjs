// @ts-check
/** The process of LoadChecker: loads the file that it is told, asks it, and tells how that went. */
import process from 'node:process';
import { getLlama, LlamaChatSession, LlamaLogLevel } from 'node-llama-cpp';

const llama = await getLlama({
  gpu: false,
  build: 'never',
  maxThreads: 1,
  logLevel: LlamaLogLevel.error,
});

process.on('message', file => void load(String(file)));
process.on('disconnect', () => process.exit());

/** @param {string} modelPath */
async function load(modelPath) {
  let model;
  let outcome;
  try {
    model = await llama.loadModel({ modelPath, gpuLayers: 0 });
    const context = await model.createContext({
      contextSize: 512,
      threads: 1,
      flashAttention: false,
      batchSize: 128,
    });
    const session = new LlamaChatSession({ contextSequence: context.getSequence() });
    const options = { seed: 1, maxTokens: 6, temperature: 0 };
    const text = await session.prompt('Hello, 你好', options);
    outcome = { kind: 'answered', reason: JSON.stringify(text) };
  } catch (error) {
    outcome = { kind: 'refused', reason: String(error) };
  }
  await model?.dispose();
  process.send?.(outcome);
}
