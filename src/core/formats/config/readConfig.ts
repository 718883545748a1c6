import { readChatzooConfig } from './chatzooConfig.ts';
import { readCodefuseConfig } from './codefuseConfig.ts';
import { ConfigProblem } from './configProblem.ts';
import { memberOf, type ConfigObject } from './configValue.ts';
import { isFastchatEndpoints, readFastchatEndpoints } from './fastchatEndpoints.ts';
import type { ConfigContext, Findings } from './foundBot.ts';

interface Program {
  readonly label: string;
  readonly isIn: (file: ConfigObject) => boolean;
  readonly read: (file: ConfigObject, context: ConfigContext) => Findings;
}

/** Told by the names that only they use. */
const PROGRAMS: readonly Program[] = [
  { label: 'ChatZoo', isIn: hasAny('model_list'), read: readChatzooConfig },
  {
    label: 'codefuse-chatbot',
    isIn: hasAny('llm_model_dict', 'VLLM_MODEL_DICT', 'ONLINE_LLM_MODEL', 'FSCHAT_MODEL_WORKERS'),
    read: readCodefuseConfig,
  },
];
/** Its names are those of the models: what another program knows is not for it. */
const FASTCHAT: Program = {
  label: 'FastChat',
  isIn: isFastchatEndpoints,
  read: readFastchatEndpoints,
};

export interface ConfigFindings extends Findings {
  /** The programs that the configuration is for; names, not translated. */
  readonly programs: readonly string[];
}

/**
 * The bots that a configuration file describes.
 *
 * @param file its names and values: of a Python file, or of a JSON file's one object.
 * @throws ConfigProblem `nothingInside`
 */
export function readConfig(file: ConfigObject, context: ConfigContext): ConfigFindings {
  const known = PROGRAMS.filter(({ isIn }) => isIn(file));
  const found = (known.length > 0 ? known : [FASTCHAT].filter(({ isIn }) => isIn(file))).map(
    ({ label, read }) => ({ label, ...read(file, context) }),
  );
  if (found.length === 0) {
    throw new ConfigProblem('nothingInside', 'None of the known names is in it.');
  }
  return {
    programs: found.map(({ label }) => label),
    bots: found.flatMap(({ bots }) => bots),
    general: found.flatMap(({ general }) => general),
  };
}

function hasAny(...keys: readonly string[]): Program['isIn'] {
  return file => keys.some(key => memberOf(file, key) !== undefined);
}
