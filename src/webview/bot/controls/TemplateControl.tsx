import { useState } from 'preact/hooks';
import { t } from '../../l10n.ts';
import type { Read } from '../useTyped.ts';
import { idOf, isObject, isText } from '../values.ts';
import type { ControlProps } from './controlProps.ts';
import { TypedInput } from './TypedInput.tsx';

const WAYS = ['own', 'family', 'jinja', 'prompts'] as const;
type Way = (typeof WAYS)[number];

/** ChatZoo's three texts, by their keys in the settings. */
const PROMPTS = [
  ['meta_prompt', t('Before the first message')],
  ['user_prompt', t('A message of the user; {} is its text')],
  ['bot_prompt', t('A reply of the bot; {} is its text')],
] as const;

/** How messages become text: the model's own way, that of a family, or one of the user's making. */
export function TemplateControl(props: ControlProps<'template'>) {
  const { editor, field, control, value, id, describedBy, isInvalid } = props;
  /** What was chosen and has nothing written yet. */
  const [chosen, setChosen] = useState<Way | undefined>(undefined);
  const way = chosen ?? wayOf(value);
  const place = idOf(field);
  const words: Readonly<Record<Way, string>> = {
    own: t('Default: {0}', field.unset ?? ''),
    family: t('of a family of models'),
    jinja: t('a text in Jinja'),
    prompts: t('the prompts of a ChatZoo config'),
  };
  const write = async (next: unknown) => {
    const why = await editor.change({ path: field.path, value: next });
    if (why === undefined) setChosen(undefined);
    return why;
  };
  const writeChosen = async (way: Way, next: unknown) => {
    // There is no field to say why not: the page does, and what is chosen is what the settings have again.
    await editor.set({ path: field.path, value: next });
    setChosen(now => (now === way ? undefined : now));
  };
  const choose = (next: Way) => {
    setChosen(next);
    if (next === 'own') void writeChosen(next, undefined);
    if (next === 'prompts' && !isObject(value)) {
      void writeChosen(next, {
        meta_prompt: '',
        user_prompt: 'Human: {}\n',
        bot_prompt: 'Assistant: {}\n',
      });
    }
  };
  const fill = (text: string): Read =>
    text.trim() === '' ? { wrong: t('This cannot be empty.') } : { value: text };
  return (
    <div class="rows">
      <select
        id={id}
        data-testid={place}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        value={way}
        onChange={event => choose(WAYS[event.currentTarget.selectedIndex] ?? 'own')}
      >
        {WAYS.map(each => (
          <option key={each} value={each}>
            {words[each]}
          </option>
        ))}
      </select>
      {way === 'family' && (
        <>
          <TypedInput
            editor={editor}
            place={`${place}.family`}
            label={t('Family')}
            shown={wayOf(value) === 'family' && isText(value) ? value : ''}
            read={text => fill(text.trim())}
            write={write}
            isInvalid={isInvalid}
            list={`${id}-families`}
          />
          <datalist id={`${id}-families`}>
            {control.families.map(name => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
      {way === 'jinja' && (
        <TypedInput
          editor={editor}
          place={`${place}.jinja`}
          label={t('Chat template in Jinja')}
          shown={wayOf(value) === 'jinja' && isText(value) ? value : ''}
          read={fill}
          write={write}
          isInvalid={isInvalid}
          isMultiline
          isCode
        />
      )}
      {way === 'prompts' &&
        PROMPTS.map(([key, label]) => (
          <label class="sub" key={key}>
            <span>{label}</span>
            <TypedInput
              editor={editor}
              place={`${place}.${key}`}
              shown={isObject(value) && isText(value[key]) ? value[key] : ''}
              read={text => ({ value: text })}
              write={next => editor.change({ path: [...field.path, key], value: next })}
              isInvalid={isInvalid}
              isMultiline
              isCode
            />
          </label>
        ))}
    </div>
  );
}

/** A text that begins an expression or a statement of Jinja is no family's name. */
function wayOf(value: unknown): Way {
  if (isObject(value)) return 'prompts';
  if (!isText(value)) return 'own';
  return /\{\{|\{%/.test(value) ? 'jinja' : 'family';
}
