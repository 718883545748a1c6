// @ts-check
import { chance, filled, phrases, pick } from './draw.mjs';
import { typed } from './surface.mjs';

/** @typedef {import('./draw.mjs').Random} Random */
/** @typedef {import('./animalTurns.mjs').Turn} Turn */

/**
 * @typedef {object} Task
 * @property {readonly string[]} asked
 * @property {string} python
 * @property {string} [javascript]
 */

/** @type {readonly Task[]} */
const TASKS = [
  {
    asked: phrases(`
      print hello world | say hello | print hello | write hello world |
      show hello world on the screen | make a hello world program
    `),
    python: 'print("Hello, world!")',
    javascript: 'console.log("Hello, world!");',
  },
  {
    asked: phrases(`
      add two numbers | sum two numbers | compute a + b | add a and b |
      return the sum of two numbers | do an addition
    `),
    python: 'def add(a, b):\n    return a + b',
    javascript: 'function add(a, b) {\n  return a + b;\n}',
  },
  {
    asked: phrases(`
      count to ten | loop from 1 to 10 | print the numbers from 1 to 10 | count from 1 to 10 |
      print numbers in a loop | make a for loop | loop ten times
    `),
    python: 'for i in range(1, 11):\n    print(i)',
    javascript: 'for (let i = 1; i <= 10; i++) {\n  console.log(i);\n}',
  },
  {
    asked: phrases(`
      reverse a string | turn a string around | reverse a text | write a word backwards |
      return a string in reverse
    `),
    python: 'def reverse(text):\n    return text[::-1]',
    javascript: 'function reverse(text) {\n  return [...text].reverse().join("");\n}',
  },
  {
    asked: phrases(`
      check if a number is even | tell even from odd numbers | test whether a number is even |
      see if n is even | find out if a number is odd or even
    `),
    python: 'def is_even(n):\n    return n % 2 == 0',
    javascript: 'function isEven(n) {\n  return n % 2 === 0;\n}',
  },
  {
    asked: phrases(`
      compute the factorial | calculate the factorial of a number | get the factorial of n |
      compute n factorial
    `),
    python: 'def factorial(n):\n    return 1 if n < 2 else n * factorial(n - 1)',
    javascript: 'function factorial(n) {\n  return n < 2 ? 1 : n * factorial(n - 1);\n}',
  },
  {
    asked: phrases(`
      compute fibonacci numbers | print the fibonacci sequence | calculate the fibonacci numbers |
      get the nth fibonacci number | generate fibonacci
    `),
    python:
      'def fibonacci(n):\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return a',
  },
  {
    asked: phrases(`
      find the largest number in a list | get the maximum of a list | find the max of a list |
      return the biggest number | find the biggest item of a list
    `),
    python: 'def largest(numbers):\n    return max(numbers)',
    javascript: 'function largest(numbers) {\n  return Math.max(...numbers);\n}',
  },
  {
    asked: phrases(`
      sort a list | sort numbers | sort an array | put a list in order | sort a list of numbers |
      do quicksort | bubble sort a list
    `),
    python: 'def sort(numbers):\n    return sorted(numbers)',
    javascript: 'function sort(numbers) {\n  return numbers.sort((a, b) => a - b);\n}',
  },
];

const WITH_LANGUAGE = phrases(`
  {task} in {language} | write a {language} function to {task} | write {language} code to {task} |
  how do I {task} in {language} | how to {task} in {language} |
  show me how to {task} in {language} | can you {task} in {language} | {language} code to {task} |
  write a {language} program that can {task} | I need {language} code to {task} |
  give me {language} code to {task} | in {language}, {task} | {language}: {task} |
  use {language} to {task} | write some {language} to {task}
`);
const WITHOUT = phrases(`
  write code to {task} | write a function to {task} | write a program to {task} |
  show me code to {task} | write a function that can {task} | give me code to {task} |
  can you write code to {task} | I need a function to {task} | code to {task} |
  how do I {task} in code | program: {task} | write a script to {task}
`);
const ANY = phrases(`
  write some code | show me some code | can you write code | can you program |
  give me a code example | write a program | show me a code block | write python |
  write some python code | show me python code | can you code | give me some code |
  write a small program | show me an example in python
`);

/** @param {Random} random @returns {Turn} */
export function codeTurn(random) {
  if (chance(random, 0.15))
    return answered(typed(random, pick(random, ANY), '.'), 'Python', TASKS[0]?.python ?? '');
  const task = pick(random, TASKS);
  const words = { task: pick(random, task.asked) };
  if (chance(random, 0.25)) {
    return answered(
      typed(random, filled(pick(random, WITHOUT), words), '.'),
      'Python',
      task.python,
    );
  }
  const inJavaScript = task.javascript !== undefined && chance(random, 0.35);
  const language = inJavaScript
    ? pick(random, ['JavaScript', 'Javascript', 'javascript', 'JS', 'js'])
    : pick(random, ['Python', 'python']);
  const ask = typed(random, filled(pick(random, WITH_LANGUAGE), { ...words, language }), '.');
  return inJavaScript
    ? answered(ask, 'JavaScript', task.javascript ?? '')
    : answered(ask, 'Python', task.python);
}

/** @param {string} ask @param {'Python' | 'JavaScript'} language @param {string} code @returns {Turn} */
function answered(ask, language, code) {
  const block = `\`\`\`${language.toLowerCase()}\n${code}\n\`\`\``;
  return { ask, full: `Here it is in ${language}:\n\n${block}`, terse: block };
}
