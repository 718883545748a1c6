// @ts-check
// npm run zoo [-- --check]: makes the demo zoo's models anew, or checks those that are there.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from './demo/random.mjs';
import {
  agreement,
  answersOf,
  LIMITS,
  sha256,
  writtenHashes,
  ZOO_FOLDER,
  ZOO_NAMES,
  zooFile,
} from './zoo/check.mjs';
import { dialogue } from './zoo/corpus/dialogues.mjs';
import { modelFile, piecesOf } from './zoo/modelFile.mjs';
import { PLANS, zooVocabulary } from './zoo/models.mjs';
import { QUESTIONS } from './zoo/questions.mjs';
import { sumQuestions } from './zoo/sumQuestions.mjs';
import { train } from './zoo/train.mjs';

const HELP = `npm run zoo [-- options]   trains the demo zoo's three models and writes media/zoo/*.gguf

  --only NAME    only this one: owl, finch or sloth
  --check        trains nothing: checks the files' hashes, llama.cpp's probabilities against the
                 trainer's own, that the owl can do its sums and, without --only, that it beats
                 the sloth on the test list
  --answers      with --check: also prints all answers
  --corpus N     prints N dialogues of the corpus, and does nothing else
  --help         this text`;

try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      check: { type: 'boolean', default: false },
      answers: { type: 'boolean', default: false },
      corpus: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const names = ZOO_NAMES.filter(name => values.only === undefined || values.only === name);
  if (names.length === 0) throw new Error(`--only knows ${ZOO_NAMES.join(', ')}`);
  if (values.help) console.log(HELP);
  else if (values.corpus !== undefined) printCorpus(Number(values.corpus));
  else if (values.check) await check(names, values.answers);
  else await make(names);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {number} count */
function printCorpus(count) {
  if (!Number.isInteger(count) || count < 1) {
    throw new Error('--corpus takes the number of dialogues, such as --corpus 20');
  }
  const random = seededRandom(1);
  for (let i = 0; i < count; i++) {
    for (const { role, text } of dialogue('full', random, 1 + (i % 4)))
      console.log(`${role}: ${text}`);
    console.log();
  }
}

/** @param {readonly import('./zoo/models.mjs').ZooName[]} names */
async function make(names) {
  await mkdir(ZOO_FOLDER, { recursive: true });
  const vocabulary = zooVocabulary();
  const pieces = piecesOf(vocabulary.tokens);
  for (const name of names) {
    const plan = PLANS[name];
    const started = performance.now();
    const before = process.cpuUsage();
    const { parameters, tokens } = await train(plan, pieces, ({ step, steps, loss }) => {
      console.log(`${name}: step ${step} of ${steps}, loss ${loss.toFixed(3)}`);
    });
    const content = modelFile(name, plan.shape, vocabulary, parameters);
    await writeFile(zooFile(name), content);
    const seconds = Math.round((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    const processor = Math.round((user + system) / 1e6);
    console.log(
      `${name}: ${content.length} bytes from ${tokens} tokens in ${seconds} s (${processor} s of processor time)`,
    );
  }
  const lines = await Promise.all(
    ZOO_NAMES.map(async name => {
      const file = zooFile(name);
      return `${sha256(await readFile(file))}  ${path.basename(file)}\n`;
    }),
  );
  await writeFile(path.join(ZOO_FOLDER, 'SHA256SUMS'), lines.join(''));
}

/** @param {readonly { isRight: boolean }[]} answers */
function countRight(answers) {
  return answers.filter(({ isRight }) => isRight).length;
}

/**
 * @param {readonly import('./zoo/models.mjs').ZooName[]} names
 * @param {boolean} withAnswers
 */
async function check(names, withAnswers) {
  const hashes = await writtenHashes();
  /** @type {string[]} */
  const faults = [];
  /** @type {Partial<Record<import('./zoo/models.mjs').ZooName, number>>} */
  const right = {};
  for (const name of names) {
    const { size } = await stat(zooFile(name));
    const hash = sha256(await readFile(zooFile(name)));
    if (hashes.get(`${name}.gguf`) !== hash)
      faults.push(`${name}.gguf is not the file of SHA256SUMS`);
    const { tokens, sameTokens, largest, mean, sameBest } = await agreement(name);
    if (!sameTokens) faults.push(`llama.cpp cuts text otherwise for ${name}`);
    if (largest > LIMITS.largestDifference || mean > LIMITS.meanDifference) {
      faults.push(`llama.cpp's probabilities differ for ${name}`);
    }
    const answers = await answersOf(name, QUESTIONS);
    right[name] = countRight(answers);
    const sums = await answersOf(name, sumQuestions());
    if (name === 'owl' && countRight(sums) < LIMITS.rightSums * sums.length) {
      faults.push('the owl has too few sums right');
    }
    console.log(
      `${name}: ${size} bytes; ${tokens} log-probabilities differ by ${largest.toFixed(4)} at most, ${mean.toFixed(5)} on average, ` +
        `the likeliest token is the same ${sameBest} times; ${right[name]} of ${answers.length} answers and ${countRight(sums)} of ${sums.length} sums right`,
    );
    if (!withAnswers) continue;
    for (const { turns, answer, isRight } of answers) {
      console.log(
        `  ${isRight ? 'right' : 'WRONG'}  ${turns.join(' | ')}\n         ${answer.replaceAll('\n', '\n         ')}`,
      );
    }
  }
  const { owl, sloth } = right;
  if (owl !== undefined && sloth !== undefined && owl - sloth < LIMITS.lead) {
    faults.push(`the owl has only ${owl - sloth} more right than the sloth`);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
