import type { Session } from '../app.ts';
import type { SaidMails } from '../intake/mail-trust/find-waiting.ts';
import { listWaiting } from '../intake/mail-trust/waiting-service.ts';
import { printable } from '../render/printable.ts';
import type { Prompter } from './command.ts';

/** Which mails are meant; where nobody said so, a person chooses one. What nobody can answer is refused when it is used. */
export async function askMails(
  session: Session,
  said: SaidMails,
  question: string,
  prompter: Prompter | null,
): Promise<SaidMails> {
  const isNamed = said.all === true || said.ids.some((id) => id.trim() !== '');
  if (isNamed || !prompter) return said;
  const waiting = await listWaiting(await session.bookings());
  if (waiting.length === 0) return { ids: [], all: true };
  const choices = waiting.map(({ mail: { id, subject, from } }) => ({
    value: id,
    label: printable(`${id.slice(0, 8)}  ${subject === '' ? 'no subject' : subject}, ${from}`),
  }));
  return { ids: [await prompter.choose(question, choices)] };
}
