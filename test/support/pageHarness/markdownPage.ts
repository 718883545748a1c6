import { Painter } from '../../../src/webview/markdown/painter.ts';

// A page with nothing but a reply's text, for what bots may write.

const root = document.createElement('div');
root.className = 'markdown';
document.body.append(root);

/** Paints until nothing is left. @returns the longest pause in milliseconds. */
function paintAll(painter: Painter, text: string, isFinal: boolean): number {
  let longest = 0;
  for (let isPainted = false; !isPainted;) {
    const start = performance.now();
    isPainted = painter.paint(text, isFinal);
    longest = Math.max(longest, performance.now() - start);
  }
  return longest;
}

const whole = (text: string): number => paintAll(new Painter(root, noteCopy), text, true);

/** Paints after each piece, as a stream does. @returns the longest pause in milliseconds. */
function streamed(pieces: readonly string[]): number {
  const painter = new Painter(root, noteCopy);
  let text = '';
  const pauses = pieces.map((piece, index) => {
    text += piece;
    return paintAll(painter, text, index === pieces.length - 1);
  });
  return Math.max(0, ...pauses);
}

const copied: string[] = [];
const noteCopy = (code: string) => {
  copied.push(code);
  return Promise.resolve(true);
};

Object.assign(globalThis, { painted: { whole, streamed, root, copied } });
