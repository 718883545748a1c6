import type { Ask } from '../../../protocol/rpc.ts';
import type { leaderboardPage } from '../../../protocol/leaderboardPage.ts';
import { askWhere, write } from './saveFile.ts';

type Content = Ask<typeof leaderboardPage, 'file/save'>['content'];

/**
 * Asks where to write what the page has drawn or listed, and writes it.
 *
 * @returns false if the user thought better of it.
 * @throws Refusal `notSaved`
 */
export async function saveDrawn(name: string, content: Content): Promise<boolean> {
  const file = await askWhere(name, [content.kind]);
  if (!file) return false;
  await write(file, content.kind === 'png' ? Buffer.from(content.base64, 'base64') : content.text);
  return true;
}
