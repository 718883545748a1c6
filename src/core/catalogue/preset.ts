import * as z from 'zod/mini';
import { sampling } from '../schemas.ts';
import { modelAddress } from './modelAddress.ts';

const text = z.string().check(z.trim(), z.minLength(1));
const httpsUrl = z.string().check(z.regex(/^https:\/\/[^/\s]+\.[^/\s]+/));

/** A file that can be downloaded. What is not known for certain is left out: the server says it. */
const presetFile = z.object({
  /** Such as `hf:user/repository/file.gguf`, or an https address; see {@link modelAddress}. */
  address: z.string().check(z.refine(value => modelAddress(value) !== undefined)),
  bytes: z.optional(z.number().check(z.int(), z.positive())),
  sha256: z.optional(z.string().check(z.regex(/^[\da-f]{64}$/))),
  /** As GGUF names it: `Q4_K_M`. */
  quantisation: text,
  licence: z.object({ name: text, url: httpsUrl }),
});

/** One model that ChatZoo knows how to run; without a `file` the user brings the GGUF. */
export const preset = z.object({
  id: z.string().check(z.regex(/^[a-z\d][a-z\d.-]*$/)),
  name: text,
  /** Whether it is one of today's small models, or of a family that ChatZoo grew up with. */
  group: z.enum(['small', 'classic']),
  /** The family of core/prompt whose chat template it was trained with, or ChatZoo's three texts. */
  template: z.union([
    text,
    z.object({ meta_prompt: z.string(), user_prompt: z.string(), bot_prompt: z.string() }),
  ]),
  /** Its GGUF file holds that template already, so that the bot's entry need not name it. */
  holdsTemplate: z.boolean(),
  /** As its makers recommend. */
  sampling,
  /** Most tokens that it was trained to see. */
  contextSize: z.number().check(z.int(), z.positive()),
  parameters: z.number().check(z.int(), z.positive()),
  /** BCP 47; the main ones. */
  languages: z.array(z.string().check(z.regex(/^[a-z]{2}$/))).check(z.minLength(1)),
  /** What its makers say of it. */
  page: httpsUrl,
  file: z.optional(presetFile),
});

export type Preset = z.infer<typeof preset>;
