import { assertNever } from '../../std/assertNever.ts';
import type { Translate } from '../../text.ts';
import type { Reason } from './configValue.ts';

/** Why something of a file was not read, as the end of a sentence. */
export function reasonText(reason: Reason, t: Translate): string {
  switch (reason.kind) {
    case 'environment':
      return t('the environment variable {0}: its value is not in the file', reason.name);
    case 'call':
      return t('a call of {0}: nothing is run', reason.name);
    case 'unknownName':
      return t('the name {0}: the file gives it no value before', reason.name);
    case 'changedName':
      return t('the name {0}: something that is not run changes its value', reason.name);
    case 'formattedText':
      return t('a formatted text (f"…")');
    case 'bytes':
      return t('bytes (b"…")');
    case 'computed':
      return t('something to compute');
    case 'statement':
      return reason.word === ''
        ? t('a statement that is no plain assignment')
        : t('a statement that is no plain assignment: {0} …', reason.word);
    case 'key':
      return t('a key that is neither a text nor a number');
    case 'number':
      return t('no number that can be kept');
    case 'escape':
      return t('an escape sequence that cannot be resolved');
    case 'tooDeep':
      return t('brackets within brackets, too many');
    case 'unclosed':
      return t('a bracket that nothing closes, or a value that is missing');
    case 'broken':
      return t('no sound Python');
    case 'keptEarlier':
      return t(
        '{0} gets another value that is not read; that of line {1} is used',
        reason.name,
        reason.earlierLine,
      );
    case 'fallback':
      return t('what stands before “or” is not read; what stands after it is used');
    default:
      return assertNever(reason);
  }
}
