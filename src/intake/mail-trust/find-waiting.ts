import { saidText, saidTexts } from '../../bookings/said-values.ts';
import type { Store } from '../../db/store.ts';
import { NotFoundError, RefusedError, UsageError } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import { findDecisions, listWaitingRows, type WaitingRow } from './waiting-store.ts';

/** Which mails are meant: some by their ids, or all that wait. */
export interface SaidMails {
  /** Ids, or beginnings of four characters or more. */
  readonly ids: readonly string[];
  readonly all?: boolean | undefined;
}

const SHORTEST = 4;
const LISTED = words`${command('mail waiting')} shows them with their ids.`;

/** Finds the waiting mails that the person means, the oldest first. Throws UsageError, NotFoundError, RefusedError. */
export async function findWaiting(store: Store, { ids, all = false }: SaidMails): Promise<readonly WaitingRow[]> {
  const prefixes = (saidTexts(ids, 'The mails') ?? []).map((word) => saidText(word, 'The mail').trim().toLowerCase());
  if (all && prefixes.length > 0)
    throw new UsageError('two_meanings', words`${field('all')} and ids are both given.`, 'Give one of them.');
  if (!all && prefixes.length === 0) throw new UsageError('argument_missing', 'Which mails?', LISTED);
  const waiting = await listWaitingRows(store);
  if (all) return waiting;
  const meant = new Set<WaitingRow>();
  for (const word of prefixes) meant.add(await findOne(store, waiting, word));
  return waiting.filter((row) => meant.has(row));
}

async function findOne(store: Store, waiting: readonly WaitingRow[], word: string): Promise<WaitingRow> {
  const isId = word.length >= SHORTEST && /^[0-9a-f-]+$/.test(word);
  const found = isId ? waiting.filter(({ id }) => id.startsWith(word)) : [];
  const [only, another] = found;
  if (only && !another) return only;
  if (another) {
    throw new RefusedError(
      'ambiguous_mail',
      `${found.length} mails that wait begin with “${word}”.`,
      'Give more of the id.',
    );
  }
  const [decided] = isId ? await findDecisions(store, word) : [];
  throw new NotFoundError(
    'mail_not_found',
    decided ? `That mail no longer waits: you have ${decided.state} it.` : `No mail that waits begins with “${word}”.`,
    decided ? words`${command('undo')} takes the last step back; ${command('import')} takes a saved mail.` : LISTED,
  );
}
