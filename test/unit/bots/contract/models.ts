import { compileChain } from '../../../../scripts/demo/chain.mjs';
import { ggufFile } from '../../../../scripts/demo/gguf.mjs';
import { metadataOf, tensorsOf } from '../../../../scripts/demo/transformer.mjs';
import { vocabularyOf } from '../../../../scripts/demo/vocabulary.mjs';
import { FACES, UNICODE_PIECES, type Role } from './adapter.ts';

const CONTEXT = 8192;
const GRAMMARS = {
  speaker: {
    start: { says: [], then: { all: 1 } },
    all: { says: [UNICODE_PIECES.join('|')], then: { end: 1 } },
  },
  gambler: {
    start: { says: [], then: { die: 1 } },
    die: { says: FACES, then: { die: 1 } },
  },
  silent: {
    start: { says: [], then: { end: 1 } },
    unsaid: { says: ['unsaid'], then: { end: 1 } },
  },
} as const;

/** A GGUF file whose model behaves so. */
export function roleModel(role: Role): Buffer {
  const chain = compileChain(GRAMMARS[role], { seed: 3, endless: false });
  const vocabulary = vocabularyOf(chain.pieces, chain.pieces, 0);
  return ggufFile(metadataOf('parrot', vocabulary, CONTEXT), tensorsOf(chain, vocabulary));
}
