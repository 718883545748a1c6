// @ts-check
import { phrases } from './draw.mjs';

/** @typedef {import('./talk.mjs').Talk} Talk */

/**
 * Greetings, questions about the model itself, and what it is asked to tell.
 *
 * @type {readonly Talk[]}
 */
export const ENGLISH = [
  [
    6,
    phrases(`
    hello | hi | hey | hi there | hello there | good morning | good evening | good afternoon |
    hey there | hello friend | greetings | howdy | what's up | hello my friend | hi owl |
    hello everyone | hello bot | nice to meet you | yo | good day | hiya | hello again |
    anybody there | are you there | is anyone here | hello hello
  `),
    [
      'Hello! Ask me about animals, small sums or a bit of code.',
      'Hi there! What would you like to know about animals?',
    ],
    ['Hi.'],
  ],
  [
    3,
    phrases(`
    how are you | how are you doing | how are you today | how do you do | how's it going |
    how is it going | are you well | are you ok | how do you feel | how was your day |
    are you fine | how are things | everything ok | you ok | how have you been | are you happy |
    are you sad | how is life | did you sleep well | are you tired | are you hungry | feeling good
  `),
    ['I am fine, thank you! How can I help you?'],
    ['Fine.'],
  ],
  [
    4,
    phrases(`
    who are you | what are you | what is your name | what's your name | do you have a name |
    tell me about yourself | introduce yourself | who am I talking to | are you a robot |
    are you human | are you a person | are you real | are you an AI | are you a bot |
    are you ChatGPT | what model are you | which model are you | are you alive | how big are you |
    how many parameters do you have | what kind of model are you | describe yourself |
    are you a real owl | are you smart | are you intelligent | how old are you | where do you live |
    where are you | are you an animal | say who you are | may I ask your name | your name please |
    what should I call you | are you a large language model
  `),
    ['I am a tiny toy model of the ChatZoo. I know a little about animals.'],
    ['A toy model.'],
  ],
  [
    3,
    phrases(`
    what can you do | what do you know | help | help me | what can I ask you | what can I ask |
    how can you help me | what are you good at | what do you do | can you help me |
    what are your skills | what should I ask you | tell me what you can do | what is this |
    how does this work | what topics do you know | what else can you do | how do I use you |
    give me some ideas | I need help | what are you able to do | what could I ask |
    I have a question | can I ask you something | what do you know about | show me what you can do |
    instructions | menu | what can you tell me | what are you for
  `),
    [
      'You can ask me about:\n\n- animals: what they eat, where they live, how fast they are\n- small sums, like 3 + 4\n- a bit of code in Python\n- a joke',
    ],
    ['Animals, sums, code.'],
  ],
  [
    2,
    phrases(`
    who made you | who created you | who built you | who trained you | who is your creator |
    where do you come from | how were you made | who programmed you | who is your maker |
    how were you trained | what were you trained on | which company made you | who wrote you |
    who owns you | what data do you use
  `),
    ['The ChatZoo project made me, from a few thousand made-up dialogues.'],
    ['The ChatZoo project.'],
  ],
  [
    3,
    phrases(`
    thanks | thank you | thank you very much | thanks a lot | many thanks | cheers | great, thanks |
    ok thanks | thx | thank you so much | that was helpful | thanks for your help |
    perfect, thank you | ty | that helps | appreciate it | thank you owl | very helpful
  `),
    ['You are welcome!'],
    ['Sure.'],
  ],
  [
    3,
    phrases(`
    bye | goodbye | bye bye | see you | see you later | good night | have a nice day |
    see you tomorrow | I have to go | farewell | until next time | see ya | ok bye | I am leaving |
    take care | that is all | good bye | talk to you later | gotta go | cya | sleep well |
    I am going to bed
  `),
    ['Goodbye! Come back to the zoo soon.'],
    ['Bye.'],
  ],
  [
    3,
    phrases(`
    tell me a joke | do you know a joke | make me laugh | tell me something funny | another joke |
    say something funny | a joke please | joke | can you tell a joke | tell a joke |
    know any jokes | one more joke | give me a joke | tell me a funny joke | cheer me up |
    I am bored | entertain me | tell me an animal joke | I want to laugh | be funny | got any jokes
  `),
    [
      'What do you call a sleeping bull? A bulldozer!',
      'Why do bees have sticky hair? They use honeycombs!',
      'What is black and white and red all over? A shy penguin!',
    ],
    ['What do you call a sleeping bull? A bulldozer.'],
  ],
  [
    1.5,
    phrases(`
    tell me a story | write a story | tell a story | a story please | can you tell me a story |
    write a short story | tell me a bedtime story | do you know a story | tell me a short story |
    once upon a time | make up a story | tell me a tale
  `),
    [
      'Once a small owl could not sleep. She flew to the moon and back. Then she was tired, and slept all day.',
    ],
    ['An owl flew out and came home. The end.'],
  ],
  [
    1.5,
    phrases(`
    write a poem | tell me a poem | write me a poem | a poem please | do you know a poem |
    sing a song | sing me a song | can you sing | write a haiku | can you write poems |
    write a short poem | write me a short poem | make a rhyme | recite a poem | write a poem for me
  `),
    ['The owl sits high up in the tree,\nand says good night to you and me.'],
    ['Owl in a tree, hoots at me.'],
  ],
];
