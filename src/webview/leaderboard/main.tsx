import { render } from 'preact';
import '../styles/page.css';
import '../styles/leaderboard.css';
import { acquireEditor } from '../host.ts';
import { registerKit } from '../ui/kit.tsx';
import { Board } from './board.ts';
import { LeaderboardPage } from './LeaderboardPage.tsx';

registerKit();
const root = document.getElementById('root');
if (root) render(<LeaderboardPage board={new Board(acquireEditor())} />, root);
