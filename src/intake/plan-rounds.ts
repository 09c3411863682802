import type { IntakeDocument } from './intake-document.ts';
import { nameOf } from './known/arrival-groups.ts';
import { identityKeyOf, keyText } from './known/identity-key.ts';

/** Documents that are taken in one round after another. */
export type Rounds = readonly (readonly IntakeDocument[])[];

/** A part has about so many mails. Its plan is in memory as a whole. */
const MAILS_PER_PART = 500;

/**
 * Divides documents into parts, and each part into rounds, which are taken in one after another. Mails about the same
 * class are in different rounds of the same part, in the order in which they were written; mails about different classes
 * share a round. The stored order of mails does not matter, and a duplicate counts once. Other documents come before the
 * mails, in their order. Pure.
 */
export function planParts(documents: readonly IntakeDocument[], mailsPerPart = MAILS_PER_PART): readonly Rounds[] {
  const mails = new Map<string, IntakeDocument>();
  for (const document of documents) if (document.mail) mails.set(document.mail.digest, document);
  const others = documents.filter(({ mail }) => mail === null).map((document) => [document]);
  const parts: IntakeDocument[][][] = others.length === 0 ? [] : [others];
  let [rounds, count]: [IntakeDocument[][], number] = [[], 0];
  for (const chain of chainsOf([...mails.values()].sort(compareMails))) {
    if (count === 0) parts.push(rounds);
    for (const [index, mail] of chain.entries()) {
      const round = rounds[index];
      if (round) round.push(mail);
      else rounds.push([mail]);
    }
    count += chain.length;
    if (count >= mailsPerPart) [rounds, count] = [[], 0];
  }
  return parts;
}

/** Compares mails by their time of writing. Mails without one come last. */
function compareMails({ mail: one }: IntakeDocument, { mail: other }: IntakeDocument): number {
  const [a, b] = [one?.writtenAt ?? Number.MAX_SAFE_INTEGER, other?.writtenAt ?? Number.MAX_SAFE_INTEGER];
  if (a !== b) return a - b;
  return (one?.digest ?? '') < (other?.digest ?? '') ? -1 : 1;
}

/** Groups mails that may be about the same class. Each group keeps the given order. */
function chainsOf(mails: readonly IntakeDocument[]): IntakeDocument[][] {
  const parents = mails.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[index] = root;
    return root;
  };
  const firsts = new Map<string, number>();
  for (const [index, mail] of mails.entries()) {
    for (const token of tokensOf(mail)) {
      const first = firsts.get(token);
      if (first === undefined) firsts.set(token, index);
      else parents[find(index)] = find(first);
    }
  }
  const chains = new Map<number, IntakeDocument[]>();
  for (const [index, mail] of mails.entries()) {
    const chain = chains.get(find(index));
    if (chain) chain.push(mail);
    else chains.set(find(index), [mail]);
  }
  return [...chains.values()];
}

/** Two mails with a common token may be about the same class: the same identity, or the same start, now or before. */
function tokensOf({ said, defaultSource }: IntakeDocument): Set<string> {
  const { bookings, listings = [], cancellations = [] } = said;
  const described = [...bookings, ...cancellations.flatMap((each) => each.said ?? [])];
  const keys = described.map(({ identity, source }) => identityKeyOf(identity, source ?? defaultSource));
  const names = [...listings, ...cancellations].map((each) => nameOf(each, defaultSource));
  return new Set([
    ...[...keys, ...names].map((key) => keyText({ ...key, recurrenceId: '' })),
    ...described.flatMap(({ startsAt, partial }) => [startsAt, ...(partial?.movedFrom ? [partial.movedFrom] : [])]),
  ]);
}
