// @ts-check
/// <reference path="./chatzoo.d.ts" />
import { defineBot } from 'chatzoo';

// A custom bot of ChatZoo. Save this file and ask again: it is loaded anew. Every part may be left out.
export default defineBot({
  // Runs once. What it gives is context.model.
  load() {
    return { animals: ['an owl', 'a parrot', 'a penguin'] };
  },

  // What “settings” and “sampling” of the bot's entry may change.
  defaultSettings: { temperature: 0.8, greeting: 'Hello' },

  // Makes the prompt of all messages; here the last one is enough.
  getPrompt(messages) {
    return messages.at(-1)?.content ?? '';
  },

  // Answers piece by piece. To ask a program of your own instead, hand it the signal:
  //   const response = await fetch('http://127.0.0.1:5000/chat', { method: 'POST', body: prompt, signal });
  //   yield await response.text();
  async *generate(prompt, { settings, model, signal }) {
    const animal = model.animals[prompt.length % model.animals.length];
    const text = `${settings.greeting}! I am ${animal}, and you said “${prompt}”.`;
    for (const word of text.split(/(?<= )/)) {
      if (signal.aborted) return;
      yield word;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  },

  // Cleans up all that was said so far.
  processResponse(text) {
    return text.trimStart();
  },
});
