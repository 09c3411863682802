import type { Session } from '../app.ts';
import { type InboxAnswer, type InboxEffect, openInbox } from '../attendance/inbox-session.ts';

import {
  inboxKeys,
  inboxQuestion,
  renderInboxClass,
  renderLeft,
  renderNoAnswer,
  renderSettled,
  renderTakenBack,
} from '../render/inbox.ts';
import type { Style } from '../render/style.ts';
import type { Prompter } from './command.ts';

const ANSWER_OF: Readonly<Record<string, InboxAnswer>> = {
  a: 'attended',
  n: 'no_show',
  c: 'cancelled',
  s: 'leave',
  A: 'all_attended',
  u: 'take_back',
};

/** Asks about each unmarked past class; one key is one answer. Returns the number of settled classes. */
export async function settleInbox(session: Session, prompter: Prompter, style: Style): Promise<number> {
  const inbox = await openInbox(await session.attendance());
  if (inbox === null) return 0;
  const keys = prompter.keys();
  try {
    for (let question = inbox.question; question !== null; question = inbox.question) {
      const { booking, number, count } = question;
      prompter.tell([renderInboxClass(booking, number, count, style)]);
      const keystroke = await keys.next(inboxQuestion(style));
      const key = keystroke.kind === 'key' ? keystroke.key : '';
      if (keystroke.kind === 'escape' || key === 'q') break;
      const answer = ANSWER_OF[key];
      if (key === '?') prompter.tell(inboxKeys(style));
      else if (answer === undefined) prompter.tell(renderNoAnswer(keystroke.kind === 'burst', style));
      else {
        const effect = await inbox.answer(answer);
        prompter.tell(renderEffect(effect, inbox.question === null, style));
      }
    }
    return inbox.settled;
  } finally {
    keys.close();
  }
}

function renderEffect(effect: InboxEffect, isLast: boolean, style: Style): readonly string[] {
  switch (effect.kind) {
    case 'settled': {
      // After the last class there are no more questions, so only the command can undo.
      const undo = isLast ? 'numina undo takes it back' : 'u takes it back';
      return renderSettled(effect.bookings, effect.to, effect.standing, undo, style);
    }
    case 'left':
      return [renderLeft(effect.booking, style)];
    case 'taken_back':
      return [renderTakenBack(effect.bookings, style)];
    case 'back':
      return [];
    case 'nothing_to_take_back':
      return ['Nothing to undo here; numina undo takes back earlier steps.'];
    case 'changed_since':
      return ['Something else was changed since: numina undo --list'];
    case 'refused':
      return [effect.error.message];
  }
}
