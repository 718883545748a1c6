import { render } from 'preact';
import '../styles/page.css';
import '../styles/markdown.css';
import '../styles/arena.css';
import '../styles/pane.css';
import '../styles/progress.css';
import '../styles/dock.css';
import '../styles/start.css';
import { acquireEditor } from '../host.ts';
import { registerKit } from '../ui/kit.tsx';
import { Arena } from './arena.ts';
import { ArenaPage } from './ArenaPage.tsx';

registerKit();
const root = document.getElementById('root');
if (root) render(<ArenaPage arena={new Arena(acquireEditor())} />, root);
