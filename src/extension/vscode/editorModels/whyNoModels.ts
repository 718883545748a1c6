import * as vscode from 'vscode';
import type { EditorModel, EditorModelChoice } from '../../../bots/editorModels.ts';

const COPILOT = 'github.copilot-chat';
/** Models that are named when none fits. */
const MOST_NAMED = 8;

/**
 * Why no model fits, and what to do.
 *
 * @param offered all that there are; undefined where the editor knows no language models.
 */
export async function whyNoModels(
  { vendor, family, id }: EditorModelChoice,
  offered: readonly EditorModel[] | undefined,
): Promise<string> {
  const { t } = vscode.l10n;
  if (offered === undefined) {
    return t(
      'This editor has no language models for extensions: it is too old or built without them. Use VS Code 1.104 or newer, or a bot of another kind.',
    );
  }
  if (offered.length > 0) {
    const wanted = [vendor, family, id].filter(part => part !== undefined).join(' / ');
    const names = offered
      .slice(0, MOST_NAMED)
      .map(model => `${model.vendor} / ${model.family} / ${model.id}`);
    const more = offered.length > MOST_NAMED ? ' …' : '';
    return t('The editor offers no model “{0}”. It offers: {1}', wanted, names.join(' · ') + more);
  }
  const providers = vscode.extensions.all.filter(providesModels);
  if (providers.length === 0) {
    return t(
      'No extension offers language models here. Install one that does, such as GitHub Copilot Chat, or use a bot of another kind.',
    );
  }
  const names = providers.map(nameOf).join(', ');
  const needsGitHub = providers.some(({ id: each }) => each.toLowerCase() === COPILOT);
  if (needsGitHub && (await isSignedOut())) {
    return t(
      'Nobody is signed in. Sign in to GitHub (Accounts, at the bottom left), then try again. Models come from: {0}',
      names,
    );
  }
  return t(
    'These extensions offer no model at the moment: {0}. Sign in to them, and see which models are switched on with “Chat: Manage Language Models…”.',
    names,
  );
}

/** The key is what providers must declare since 1.104. */
function providesModels(extension: vscode.Extension<unknown>): boolean {
  const { contributes } = extension.packageJSON as {
    readonly contributes?: { readonly languageModelChatProviders?: unknown };
  };
  return (
    contributes?.languageModelChatProviders !== undefined || extension.id.toLowerCase() === COPILOT
  );
}

function nameOf(extension: vscode.Extension<unknown>): string {
  const { displayName } = extension.packageJSON as { readonly displayName?: unknown };
  return typeof displayName === 'string' ? displayName : extension.id;
}

async function isSignedOut(): Promise<boolean> {
  try {
    return (await vscode.authentication.getAccounts('github')).length === 0;
  } catch {
    // Without that provider nobody can say.
    return false;
  }
}
