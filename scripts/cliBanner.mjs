/** What the command line's bundle begins with. A bundled package asks for Node's modules by `require`. */
export const CLI_BANNER = `#!/usr/bin/env node
import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`;
