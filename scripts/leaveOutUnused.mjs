// @ts-check
import { pathToFileURL } from 'node:url';

/** Plot's, for maps and for colour schemes: 17 kB of a page, zipped. Our charts have neither. */
const UNUSED = ['d3-geo', 'd3-scale-chromatic'];

/**
 * Keeps out of a bundle what Plot imports and our charts never use: the exports are there and do
 * nothing. A tree-shaker cannot know that nobody asks for a map.
 *
 * @returns {import('esbuild').Plugin}
 */
export function leaveOutUnused() {
  return {
    name: 'leave-out-unused',
    setup(build) {
      const filter = new RegExp(`[\\\\/]node_modules[\\\\/](?:${UNUSED.join('|')})[\\\\/]`);
      build.onLoad({ filter }, async ({ path }) => {
        const names = Object.keys(await import(pathToFileURL(path).href));
        return { contents: names.map(name => `export const ${name} = () => {};`).join('\n') };
      });
    },
  };
}
