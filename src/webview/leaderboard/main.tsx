import { render } from 'preact';
import '../styles/page.css';
import '../styles/leaderboard.css';
import '../styles/leaderboardControls.css';
import '../styles/leaderboardTables.css';
import { acquireEditor } from '../host.ts';
import { t } from '../l10n.ts';
import { registerButtons } from '../ui/kit.tsx';
import { Leaderboard } from './leaderboard.ts';
import { LeaderboardPage } from './LeaderboardPage.tsx';

registerButtons();
// A screen reader says it when it comes to the page; the tab's own title is the editor's.
document.title = t('Leaderboard');
const root = document.getElementById('root');
if (root) render(<LeaderboardPage leaderboard={new Leaderboard(acquireEditor())} />, root);
