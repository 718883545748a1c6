import { BotError } from '../../bots/bot.ts';
import { completeSampling } from '../../bots/defaults.ts';
import { fingerprintOf, modelNameOf } from '../../bots/fingerprint.ts';
import type { Mode, Reply, ReplyId, SeatedBot, Turn, TurnId } from '../../core/model.ts';
import type { Translate } from '../../core/text.ts';
import type { LiveSession } from './liveSession.ts';
import type { World } from './ports.ts';
import type { Settings } from './settings.ts';
import { failed } from './replyRun.ts';
import { specOf } from './seating.ts';

interface Parts {
  readonly settings: () => Settings;
  readonly world: World;
  readonly t: Translate;
}

/** The session's next turn: the prompt, and a queued reply for each seat. */
export function newTurn({ session, turns }: LiveSession, prompt: string, parts: Parts): Turn {
  const id = parts.world.newId() as TurnId;
  return {
    id,
    sessionId: session.id,
    index: turns.length,
    prompt,
    createdAt: parts.world.now(),
    replies: session.seats.map(seated => newReply(session.mode, id, seated, parts)),
  };
}

/** A queued reply with all its parameters; failed already if its bot cannot be run any more. */
export function newReply(mode: Mode, turnId: TurnId, seated: SeatedBot, parts: Parts): Reply {
  const { world, settings, t } = parts;
  const blank: Reply = {
    id: world.newId() as ReplyId,
    turnId,
    seat: seated.seat,
    botName: seated.name,
    model: seated.model,
    fingerprint: seated.fingerprint,
    sampling: {},
    attempt: 1,
    text: '',
    state: { kind: 'queued' },
  };
  try {
    const spec = specOf(seated, mode, settings().bots, t);
    return {
      ...blank,
      model: modelNameOf(spec),
      fingerprint: fingerprintOf(spec),
      sampling: completeSampling(spec, world.newSeed()),
    };
  } catch (error) {
    if (error instanceof BotError) return failed(blank, error);
    throw error;
  }
}
