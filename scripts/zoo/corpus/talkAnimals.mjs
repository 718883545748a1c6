// @ts-check
import { phrases } from './draw.mjs';

/** @typedef {import('./talk.mjs').Talk} Talk */

/**
 * Questions about the zoo as a whole, and short remarks on an answer.
 *
 * @type {readonly Talk[]}
 */
export const ENGLISH_MORE = [
  [
    2,
    phrases(`
    what is your favourite animal | what is your favorite animal | which animal do you like |
    which animal is the best | what animal do you like most | do you like animals |
    do you have a favourite animal | what's your favorite animal | what is the best animal |
    which animal do you like best | which animal is your favourite | do you like owls |
    do you have a pet | what is the cutest animal | what is the smartest animal
  `),
    ['I like owls best. Owls hunt at night.'],
    ['Owls.'],
  ],
  [
    2,
    phrases(`
    which animals do you know | what animals do you know | list some animals | name some animals |
    name three animals | which animals are in the zoo | what animals are there |
    give me a list of animals | name an animal | list animals | list five animals |
    how many animals do you know | list all animals | which animals can I ask about |
    what animals live here | who lives in the zoo | what animals can I see | tell me some animals |
    show me the animals | animals | name five animals | name a few animals | name two animals |
    give me three animals | tell me about animals | tell me about the zoo | what is in the zoo |
    what can I see at the zoo
  `),
    ['Some of the animals that I know:\n\n- pandas\n- lions\n- owls\n- penguins\n- bees'],
    ['Pandas, lions, owls, penguins, bees.'],
  ],
  [
    1,
    phrases(`
    name some birds | which birds do you know | list birds | name three birds | name a bird |
    what birds do you know | tell me some birds | which animals can fly |
    name an animal that can fly | list some birds | which animals have wings |
    what animals can fly | what birds are in the zoo
  `),
    ['Owls, parrots and eagles can fly. Penguins are birds too, but cannot fly.'],
    ['Owls, parrots, eagles.'],
  ],
  [
    1,
    phrases(`
    which animals live in water | name a fish | which animals live in the sea |
    what lives in the ocean | name some sea animals | which animals can swim |
    name animals that live in the sea | what animals live in water |
    name some animals in the ocean | which animals swim
  `),
    ['Sharks, whales and dolphins live in the sea.'],
    ['Sharks, whales, dolphins.'],
  ],
  [
    1,
    phrases(`
    name some insects | which insects do you know | list insects | name an insect |
    what insects do you know | which animals have six legs | name two insects
  `),
    ['Bees and butterflies are insects. They have six legs.'],
    ['Bees, butterflies.'],
  ],
  [
    1,
    phrases(`
    which animals are dangerous | name a dangerous animal | what is the most dangerous animal |
    which animals should I keep away from | what animals are dangerous |
    name some dangerous animals | which animal is the most dangerous
  `),
    ['Lions, tigers, sharks and crocodiles can be dangerous.'],
    ['Lions, tigers, sharks.'],
  ],
  [
    1,
    phrases(`
    which animals live in africa | name animals from africa | what animals live in africa |
    which animals come from africa | name some african animals
  `),
    ['Lions, zebras, giraffes and cheetahs live in Africa.'],
    ['Lions, zebras, giraffes.'],
  ],
  [
    1,
    phrases(`
    which animals live in australia | what animals live in australia | name animals from australia |
    which animals come from australia
  `),
    ['Koalas and kangaroos live in Australia.'],
    ['Koalas, kangaroos.'],
  ],
  [
    1,
    phrases(`
    which animals live on a farm | name some farm animals | what animals live on farms |
    which animals can I find on a farm | name a farm animal
  `),
    ['Cows and horses live on farms.'],
    ['Cows, horses.'],
  ],
  [
    1,
    phrases(`
    which animals make good pets | which pet should I get | name a pet | what is a good pet |
    which animals live with people | what pet should I buy | name some pets
  `),
    ['Cats and dogs live with people.'],
    ['Cats, dogs.'],
  ],
  [
    2,
    phrases(`
    ok | okay | good | great | nice | cool | wow | interesting | I see | amazing | lol | haha |
    fine | alright | very good | well done | good job | awesome | that is interesting | really |
    oh | hmm | good answer | you are right | that is right | I did not know that | that is cool |
    perfect | correct | is that so | good to know | that is funny | yes | yeah | sure | yep |
    you are funny | you are nice | I like you | you are great | you are cute | I love you |
    good bot | you are smart | do you love me | do you like me
  `),
    ['Glad you like it! What else would you like to know?'],
    ['Good.'],
  ],
  [
    1.5,
    phrases(`
    no | nope | wrong | that is wrong | you are wrong | are you sure | I do not believe you |
    that is not true | you are stupid | you are bad | bad answer | that is stupid | I hate you |
    this is boring | you are useless | not good | that makes no sense | I think you are wrong |
    you made a mistake | that's not right | really? are you sure | you are dumb | shut up | stop |
    what | huh | why | I do not understand | what do you mean | how do you know | why is that |
    says who | never mind | nothing
  `),
    ['I am only a tiny model, so I may be wrong. Ask me something else!'],
    ['I may be wrong.'],
  ],
  [
    1.5,
    phrases(`
    my name is {name} | I am {name} | call me {name} | I'm {name} | what is my name |
    do you know my name | who am I | remember my name | do you remember me | I am called {name} |
    hello, I am {name} | hi, my name is {name} | hello, my name is {name} | what did I say before |
    what was my first question | do you remember what I said
  `),
    ['Nice to meet you! I am too small to remember names.'],
    ['I cannot remember names.'],
  ],
  [
    1.5,
    phrases(`
    what time is it | what day is it | what is the date | how is the weather |
    what is the weather like | will it rain | what year is it | is it cold outside |
    what is the time | what's the weather today | what day is today | is it raining |
    what is the weather today | what month is it | will it be sunny tomorrow | today's date |
    what's the time | what is today's date | weather
  `),
    ['I have no clock and no window. Ask me about animals!'],
    ['No idea.'],
  ],
  [
    1,
    phrases(`
    do you speak chinese | can you speak chinese | which languages do you speak |
    what languages do you know | do you speak german | speak chinese | do you know chinese |
    do you speak english | can you speak french | do you understand chinese |
    say something in chinese | how do you say hello in chinese
  `),
    ['I speak English and a little Chinese: 你好！'],
    ['English, 中文.'],
  ],
];
