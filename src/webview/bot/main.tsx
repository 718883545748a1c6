import { render } from 'preact';
import '../styles/page.css';
import '../styles/bot.css';
import { acquireEditor } from '../host.ts';
import { t } from '../l10n.ts';
import { registerButtons } from '../ui/kit.tsx';
import { BotEditor } from './botEditor.ts';
import { BotPage } from './BotPage.tsx';

registerButtons();
// A screen reader says it when it comes to the page; the tab's own title is the editor's.
document.title = t('Bot');
const root = document.getElementById('root');
if (root) render(<BotPage editor={new BotEditor(acquireEditor())} />, root);
