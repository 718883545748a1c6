/** Prompts of our own, in the kinds that people really send. */
export const ownPrompts: readonly string[] = [
  'Write a short letter to a neighbour whose dog barks at night.',
  '请用三句话解释什么是梯度下降。',
  'What is wrong here?\n\n```python\ndef f(x=[]):\n    x.append(1)\n    return x\n```',
  'A train leaves at 9:40 and arrives at 13:05. How long does it take? Show each step.',
  'Extract name, date and amount as JSON: "Invoice 77, Ms Okafor, 3 May 2025, 1,204.50 €"',
  'Act as a museum guide and present one dinosaur to six-year-olds. 🦕',
  'Übersetze ins Englische: „Es regnet seit gestern Abend ununterbrochen.“',
  'List five uses for an old bicycle wheel, from sensible to absurd.',
  'Is 1 a prime number? Why do people disagree?',
  `Summarise in one sentence:\n${'The council met again to discuss the bridge. '.repeat(30)}`,
];
