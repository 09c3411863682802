import { expect, it } from 'vitest';
import type { IncomingBooking } from '../../src/intake/incoming.ts';
import type { IntakeDocument } from '../../src/intake/intake-document.ts';
import { planParts } from '../../src/intake/plan-rounds.ts';

/** A mail about a class by its name there and its start. */
function mail(digest: string, writtenAt: number | null, uid: string, startsAt: string): IntakeDocument {
  const identity = { kind: 'uid', uid, recurrenceId: null } as const;
  const booking = { identity, source: 'studio', startsAt } as unknown as IncomingBooking;
  return { said: { bookings: [booking] }, skipped: [], defaultSource: 'ics', mail: { digest, writtenAt } };
}

const rounds = (...documents: readonly IntakeDocument[]) =>
  planParts(documents)
    .flat()
    .map((round) => round.map((document) => document.mail?.digest ?? document.defaultSource));

const [SEVEN, EIGHT] = ['2026-12-01T07:00:00.000Z', '2026-12-01T08:00:00.000Z'];

it('takes the mails of one class as they were written, whatever their order', () => {
  const [first, second, third] = [mail('a', 1, 'x', SEVEN), mail('b', 2, 'x', EIGHT), mail('c', 3, 'x', EIGHT)];
  expect(rounds(third, first, second)).toEqual([['a'], ['b'], ['c']]);
});

it('takes mails of different classes together', () => {
  expect(rounds(mail('a', 1, 'x', SEVEN), mail('b', 2, 'y', EIGHT))).toEqual([['a', 'b']]);
});

it('holds a mail that names its class by its start to those that name it by a number', () => {
  expect(rounds(mail('b', 2, 'by-start', SEVEN), mail('a', 1, 'x', SEVEN))).toEqual([['a'], ['b']]);
});

it('holds together what a third mail joins', () => {
  const joined = [mail('a', 1, 'x', SEVEN), mail('b', 2, 'y', EIGHT), mail('c', 3, 'x', EIGHT)];
  expect(rounds(...joined)).toEqual([['a'], ['b'], ['c']]);
});

it('counts a mail once that is there twice', () => {
  expect(rounds(mail('a', 1, 'x', SEVEN), mail('a', 1, 'x', SEVEN))).toEqual([['a']]);
});

it('takes mails of one time in an order that does not depend on where they lie, and those without a time last', () => {
  const mails = [mail('b', 1, 'x', SEVEN), mail('a', 1, 'x', SEVEN), mail('0', null, 'x', SEVEN)];
  expect(rounds(...mails)).toEqual([['a'], ['b'], ['0']]);
  expect(rounds(...mails.reverse())).toEqual([['a'], ['b'], ['0']]);
});

it('takes other documents each by itself, in their order, before the mails', () => {
  const other = (defaultSource: string): IntakeDocument => ({
    ...{ said: { bookings: [] }, skipped: [], defaultSource },
    mail: null,
  });
  expect(rounds(mail('a', 1, 'x', SEVEN), other('one'), other('two'))).toEqual([['one'], ['two'], ['a']]);
});

it('plans many mails part by part, and all mails of one class in one part', () => {
  const many = Array.from({ length: 6 }, (_, index) => mail(`${index}`, index, `x${index % 2}`, `start ${index % 2}`));
  const parts = planParts(many, 3);
  expect(parts.map((part) => part.map((round) => round.map((document) => document.mail?.digest)))).toEqual([
    [['0'], ['2'], ['4']],
    [['1'], ['3'], ['5']],
  ]);
});
