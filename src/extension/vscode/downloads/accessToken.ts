import * as vscode from 'vscode';
import { cleanKey } from '../../../bots/requestHeaders.ts';
import { modelAddress } from '../../../core/catalogue/modelAddress.ts';
import type { CommandContext } from '../commands/command.ts';
import { openLink } from '../links.ts';
import { inToast } from '../toast.ts';
import { hubAddress } from './hub.ts';

type Context = Pick<CommandContext, 'apiKeys' | 'extension'>;

/** Who was given a token, by origin: the secret storage does not list what it holds. */
const GIVEN = 'chatzoo.tokenOrigins';
/** Of a hub's link to a file, the page of its repository. */
const REPOSITORY = /^(https?:\/\/[^/?#]+\/[^/?#]+\/[^/?#]+)\/(?:resolve|blob|raw)\//i;

/**
 * Says that a server wants to know who asks, and takes an access token for it; an empty one forgets the one
 * that is stored, with which some servers refuse what they give to everybody.
 *
 * @param words what the server refused.
 * @returns whether it is worth to ask again.
 */
export async function askForToken(
  { apiKeys, extension }: Context,
  address: string,
  words: string,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const openPage = t('Open Page');
  const enter = t('Enter Token…');
  const page = pageOf(address);
  const picked = await vscode.window.showWarningMessage(inToast(words), openPage, enter);
  if (picked === openPage) await openLink(page);
  if (picked !== enter && picked !== openPage) return false;
  const { origin } = new URL(page);
  const isStored = (await apiKeys.get(origin)) !== undefined;
  const token = await vscode.window.showInputBox({
    prompt: isStored
      ? t('Access token for {0}. Leave it empty to forget the stored token.', origin)
      : t(
          'Access token for {0}. It is kept in the secret storage of the editor and sent nowhere else.',
          origin,
        ),
    password: true,
    ignoreFocusOut: true,
    validateInput: value =>
      cleanKey(value) === undefined
        ? t(
            'A key is one word of Latin letters, digits and signs. Copy it again, without what is around it.',
          )
        : undefined,
  });
  if (token === undefined) return false;
  await apiKeys.set(origin, token);
  if (token.trim() === '') return isStored;
  const given = extension.globalState.get<readonly string[]>(GIVEN, []);
  await extension.globalState.update(GIVEN, [...new Set([...given, origin])]);
  return true;
}

/** The origins that an access token is stored for. */
export async function tokenOrigins({ apiKeys, extension }: Context): Promise<readonly string[]> {
  const given = extension.globalState.get<readonly string[]>(GIVEN, []);
  const origins = [...new Set([new URL(hubAddress()).origin, ...given])];
  const tokens = await Promise.all(origins.map(origin => apiKeys.get(origin)));
  return origins.filter((_, index) => tokens[index] !== undefined);
}

/** Where a person can read about what is at an address. */
function pageOf(address: string): string {
  const read = modelAddress(address);
  if (read === undefined) return hubAddress();
  if (read.kind !== 'url') return `${hubAddress()}/${read.owner}/${read.repository}`;
  // The address itself would bring the file.
  return REPOSITORY.exec(read.url)?.[1] ?? new URL(read.url).origin;
}
