// @ts-check

/**
 * A prompt, or the turns of a dialogue, and what a right answer to the last one contains.
 *
 * @typedef {readonly [turns: readonly string[], right: RegExp]} Question
 */

/**
 * What a good model gets right and a worse one does not. The words are the list's own; most are put
 * otherwise than in the corpus.
 *
 * @type {readonly Question[]}
 */
export const QUESTIONS = [
  [['What do wolves feed on?'], /deer/i],
  [['tell me what pandas eat'], /bamboo/i],
  [['please, what would a koala eat'], /eucalyptus/i],
  [['hey, what does the bee eat?'], /nectar/i],
  [['I want to know where penguins live.'], /cold south/i],
  [['where do i find polar bears'], /ice|arctic/i],
  [['Where is a kangaroo from?'], /australia/i],
  [['how fast can a cheetah run?'], /110/],
  [['how quick is the sloth'], /\b1 km/],
  [['What kind of animal is a shark?'], /fish/i],
  [['Is a whale a fish?'], /mammal/i],
  [['what noise does a lion make?'], /roar/i],
  [['What does the cow say'], /moo/i],
  [['How many legs does a bee have?'], /six/i],
  [['does a snake have legs?'], /\bno\b/i],
  [['What colour are zebras?'], /black and white/i],
  [['Can penguins fly?'], /\b(no|cannot)\b/i],
  [['can an owl fly'], /\b(yes|can fly)\b/i],
  [['Are tigers dangerous?'], /danger/i],
  [['how big is an elephant?'], /huge|big/i],
  [['Which is faster, a horse or a turtle?'], /horse/i],
  [['which is bigger, a bee or a hippo'], /hippo/i],
  [['Which animal makes honey?'], /bee/i],
  [['What is the tallest animal?'], /giraffe/i],
  [['What do foxes eat?', 'and where do they live?'], /forest/i],
  [['Tell me about dolphins.', 'How fast is it?'], /55/],
  [['What does a panda eat?', 'What about a rabbit?'], /grass/i],
  [['Where do frogs live?', 'thanks', 'what does it eat?'], /insect/i],
  [['what is 3 + 4'], /\b7\b/],
  [['9 - 5'], /\b4\b/],
  [['how much is two plus two?'], /\b4\b/],
  [['2+3'], /(^|= )5$/],
  [['What is 8 + 6?'], /(^|= )14$/],
  [['ten minus three'], /(^|= )7$/],
  [['九减二是多少'], /(^|= )7$/],
  [['Hello!'], /^(hello|hi)/i],
  [['thank you very much'], /welcome|sure/i],
  [['who are you'], /toy/i],
  [['What is the capital of France?'], /not know/i],
  [['how do I bake a chocolate cake'], /not know/i],
  [['Write a Python function to reverse a string.'], /\[::-1\]/],
  [['print hello world in python'], /print\("Hello, world!"\)/],
  [['熊猫吃什么？'], /竹子/],
  [['狮子住在哪里'], /非洲/],
  [['猎豹跑得多快'], /110/],
  [['你好'], /你好/],
  [['谢谢'], /不客气|嗯/],
  [['3加5等于几'], /8/],
];
