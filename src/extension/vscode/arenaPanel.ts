import * as vscode from 'vscode';
import { arenaPage } from '../../protocol/arenaPage.ts';
import type { ReplyId, Session, SessionId, TurnId } from '../../core/model.ts';
import { assertNever } from '../../core/std/assertNever.ts';
import { DisposableStore, type Disposable } from '../../core/std/disposable.ts';
import { Server, type CallHandlers } from '../../protocol/rpc.ts';
import type { ArenaEvent } from '../app/arenaEvents.ts';
import type { Log } from '../app/ports.ts';
import type { App } from './app.ts';
import { DeltaJoiner } from './deltaJoiner.ts';
import { errorText } from './errorText.ts';
import { COMMANDS } from './ids.ts';
import { openLink } from './links.ts';
import { webviewPort } from './webviewPort.ts';

/** Shows one session in one panel: passes questions on and events back, and decides nothing. */
export class ArenaPanel implements Disposable {
  readonly #app: App;
  readonly #id: SessionId;
  readonly #panel: vscode.WebviewPanel;
  readonly #server: Server<typeof arenaPage>;
  readonly #members = new DisposableStore();
  readonly #joiner: DeltaJoiner;
  #seq = 0;
  /** The turn to open at, for a page that has not asked for its snapshot yet. */
  #showTurn: TurnId | undefined;
  /** Whether the page is there and has its snapshot. */
  #booted = false;

  constructor(app: App, session: Session, panel: vscode.WebviewPanel, log: Log) {
    const { id } = session;
    this.#app = app;
    this.#id = id;
    this.#panel = panel;
    this.#server = new Server(arenaPage, webviewPort(panel.webview), this.#handlers(), {
      errorText,
      onBug: (error, call) => {
        log.error(`The arena page's call ${call}`, error);
      },
    });
    this.#joiner = new DeltaJoiner({
      deltas: deltas => {
        this.#server.emit('deltas', { seq: ++this.#seq, deltas });
      },
      progress: progress => {
        this.#server.emit('progress', { seq: ++this.#seq, ...progress });
      },
    });
    this.#members.add(this.#server);
    this.#members.add(app.arena.sessions.watch(id));
    this.#members.add({
      dispose: () => {
        this.#joiner.drop();
      },
    });
    this.#members.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#booted = false;
      }),
    );
    this.#members.add(
      app.arena.onEvent(event => {
        if (event.sessionId === id) this.#tell(event);
      }),
    );
    this.#retitle(session);
  }

  get sessionId(): SessionId {
    return this.#id;
  }

  /** Brings the page to the front, and the turn into its sight. */
  reveal(turnId?: TurnId): void {
    const isThere = this.#booted && this.#panel.visible;
    this.#panel.reveal();
    if (turnId === undefined) return;
    if (isThere) this.#server.emit('showTurn', { turnId });
    else this.#showTurn = turnId;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  dispose(): void {
    this.#members.dispose();
  }

  #tell(event: ArenaEvent): void {
    if (event.kind === 'removed') {
      this.#panel.dispose();
      return;
    }
    if (event.kind === 'session') this.#retitle(event.session);
    // A hidden page gets nothing: it boots anew when it is shown, and asks for a snapshot.
    if (!this.#panel.visible) {
      this.#booted = false;
      this.#joiner.drop();
      return;
    }
    if (event.kind === 'delta') {
      this.#joiner.add(event);
      return;
    }
    if (event.kind === 'progress') {
      this.#joiner.addProgress(event);
      return;
    }
    this.#joiner.flush();
    if (event.kind === 'reloaded') {
      this.#server.emit('reloaded', {});
      return;
    }
    const seq = ++this.#seq;
    switch (event.kind) {
      case 'turn':
        this.#server.emit('turn', { seq, turn: event.turn, gate: event.gate });
        return;
      case 'reply':
        this.#server.emit('reply', { seq, reply: event.reply, gate: event.gate });
        return;
      case 'session': {
        const { session, votes, gate } = event;
        this.#server.emit('session', { seq, session, votes, gate });
        return;
      }
      default:
        assertNever(event);
    }
  }

  #retitle(session: Session): void {
    this.#panel.title = session.title === '' ? vscode.l10n.t('New Session') : session.title;
  }

  #handlers(): CallHandlers<typeof arenaPage> {
    const { arena, annotations } = this.#app;
    const id = this.#id;
    const run = async (command: string, ...args: unknown[]): Promise<Record<string, never>> => {
      await vscode.commands.executeCommand(command, ...args);
      return {};
    };
    return {
      'session/snapshot': async () => {
        const snapshot = await arena.snapshot(id);
        // Its text is in the snapshot already.
        this.#joiner.drop();
        const showTurn = this.#showTurn;
        this.#showTurn = undefined;
        this.#booted = true;
        return { seq: this.#seq, ...snapshot, ...(showTurn === undefined ? {} : { showTurn }) };
      },
      'session/stop': async () => {
        await arena.stopSession(id);
        return {};
      },
      'session/new': () => run(COMMANDS.newSession),
      'session/export': () => run(COMMANDS.exportSession, { id }),
      'turn/start': async ({ prompt }) => ({ turnId: await arena.startTurn(id, prompt) }),
      'reply/stop': async ({ replyId }: { replyId: ReplyId }) => {
        await arena.stopReply(id, replyId);
        return {};
      },
      'reply/correct': async ({ replyId, correction }) => {
        await arena.correct(id, replyId, correction);
        return {};
      },
      'reply/retry': async ({ replyId }) => {
        await arena.retry(id, replyId);
        return {};
      },
      'vote/cast': async ballot => {
        await annotations.cast(id, ballot);
        return {};
      },
      'leaderboard/open': () => run(COMMANDS.openLeaderboard),
      'settings/open': () => run(COMMANDS.openSettings),
      'model/add': () => run(COMMANDS.addModel),
      'log/show': () => run(COMMANDS.showLog),
      'apiKey/set': ({ botName }) => run(COMMANDS.setApiKey, botName),
      'clipboard/write': async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return {};
      },
      'link/open': async ({ url }) => {
        await openLink(url);
        return {};
      },
    };
  }
}
