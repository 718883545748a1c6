// @ts-check
/**
 * Loads a model as the engine does, fills its context and prints what the process has in memory, in
 * bytes. Linux only. Arguments: file, context size, sequences, tokens to evaluate in each.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [modelPath = '', contextSize = '0', sequences = '0', evaluated = '0'] = process.argv.slice(2);
const llama = await getLlama({
  gpu: false,
  build: 'never',
  maxThreads: 1,
  logLevel: LlamaLogLevel.error,
});
const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
const context = await model.createContext({
  contextSize: Number(contextSize),
  sequences: Number(sequences),
  threads: 1,
  flashAttention: false,
  batchSize: 128,
});
const tokens = model.tokenize(' lo mi kat baba '.repeat(4000)).slice(0, Number(evaluated));
for (let i = 0; i < Number(sequences); i++) {
  await context.getSequence().evaluateWithoutGeneratingNewTokens(tokens);
}
const insights = model.fileInsights;
const smaps = await readFile('/proc/self/smaps', 'utf8');
process.stdout.write(
  JSON.stringify({
    ...memoryOf(smaps),
    library: {
      weights: insights.estimateModelResourceRequirements({ gpuLayers: 0 }).cpuRam,
      context: insights.estimateContextResourceRequirements({
        contextSize: Number(contextSize),
        sequences: Number(sequences),
        batchSize: 128,
        modelGpuLayers: 0,
      }).cpuRam,
    },
  }),
);
process.exit();

/**
 * @param {string} smaps
 * @returns what belongs to this process alone, and what is mapped of the model's file.
 */
function memoryOf(smaps) {
  let isModel = false;
  let own = 0;
  let mapped = 0;
  for (const line of smaps.split('\n')) {
    const region = /^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)$/.exec(line);
    if (region) isModel = region[1] === modelPath;
    const [, name, kilobytes] = /^(Rss|Private_Clean|Private_Dirty):\s+(\d+) kB/.exec(line) ?? [];
    if (name === undefined) continue;
    if (name === 'Rss') mapped += isModel ? Number(kilobytes) * 1024 : 0;
    else own += isModel ? 0 : Number(kilobytes) * 1024;
  }
  return { own, mapped };
}
