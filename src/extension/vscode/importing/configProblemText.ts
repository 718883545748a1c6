import {
  ConfigProblem,
  type ConfigProblemCode,
} from '../../../core/formats/config/configProblem.ts';
import type { Translate } from '../../../core/text.ts';

/** Why a configuration file cannot be used; undefined if the error is about something else. */
export function configProblemText(error: unknown, file: string, t: Translate): string | undefined {
  if (!(error instanceof ConfigProblem)) return undefined;
  const texts: Readonly<Record<ConfigProblemCode, string>> = {
    empty: t('{0} is empty.', file),
    tooBig: t('{0} is too big to be a configuration.', file),
    nothingInside: t(
      '{0} describes no models in a form that is known here. Known are config.py of ChatZoo (model_list), model_config.py, server_config.py and local_config.json of codefuse-chatbot (llm_model_dict and the like) and the API endpoint file of FastChat.',
      file,
    ),
  };
  return texts[error.code];
}
