import { useId, useRef, useState } from 'preact/hooks';
import type { BotForm } from '../../protocol/botPage.ts';
import { t } from '../l10n.ts';
import { Button } from '../ui/kit.tsx';
import type { BotEditor } from './botEditor.ts';
import { isTexts } from './values.ts';

interface SecretsProps {
  readonly editor: BotEditor;
  readonly form: BotForm;
}

/** The keys and secret headers of each server. They go to the editor's secret storage, and never come back. */
export function Secrets({ editor, form }: SecretsProps) {
  const { servers, entry } = form;
  const written = entry['secretHeaders'];
  const headers = isTexts(written) ? written : [];
  if (servers.length === 0) {
    return (
      <p class="help">{t('An API key can be stored once the address of the server is there.')}</p>
    );
  }
  return (
    <>
      {servers.map(({ baseUrl, hasKey, secretHeaders }, index) => (
        <div key={baseUrl} class="field" data-testid={`secrets-${index}`}>
          <Secret
            label={servers.length === 1 ? t('API key') : t('API key for {0}', baseUrl)}
            isStored={hasKey}
            testId={`key-${index}`}
            store={key => editor.setKey(baseUrl, key)}
          />
          {headers.map(header => (
            <Secret
              key={header}
              label={servers.length === 1 ? header : t('{0} for {1}', header, baseUrl)}
              isStored={secretHeaders.includes(header)}
              testId={`header-${index}-${header}`}
              store={value => editor.setHeader(baseUrl, header, value)}
            />
          ))}
        </div>
      ))}
      <p class="help">
        {t(
          'Kept in the secret storage of the editor, not in the settings; what is stored is not shown again.',
        )}
      </p>
    </>
  );
}

interface SecretProps {
  readonly label: string;
  readonly isStored: boolean;
  readonly testId: string;
  /** An empty one is forgotten. @returns why it could not be stored */
  readonly store: (secret: string) => Promise<string | undefined>;
}

function Secret({ label, isStored, testId, store }: SecretProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const send = async (secret: string) => {
    const why = await store(secret);
    setWrong(why);
    // Neither the page nor what is kept of it holds the secret any longer.
    if (why === undefined && input.current) input.current.value = '';
  };
  const sendTyped = () => {
    const typed = input.current?.value ?? '';
    if (typed !== '') void send(typed);
  };
  return (
    <div class="secret">
      <div class="field-head">
        <label for={id}>{label}</label>
        <span class="muted" role="status" data-testid={`${testId}-state`}>
          {isStored ? t('stored') : t('none is stored')}
        </span>
      </div>
      <span class="with-button">
        <input
          ref={input}
          id={id}
          type="password"
          autocomplete="off"
          data-testid={testId}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
          placeholder={isStored ? t('a new one replaces it') : undefined}
          onKeyDown={event => {
            if (event.key === 'Enter') sendTyped();
          }}
        />
        <Button testId={`${testId}-store`} label={t('Store: {0}', label)} onClick={sendTyped}>
          {t('Store')}
        </Button>
        {isStored && (
          <Button
            testId={`${testId}-forget`}
            label={t('Forget: {0}', label)}
            onClick={() => void send('')}
          >
            {t('Forget')}
          </Button>
        )}
      </span>
      {wrong !== undefined && (
        <span class="wrong" role="alert" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
