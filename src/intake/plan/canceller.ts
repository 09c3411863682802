import type { Booking, InstantText } from '../../bookings/booking.ts';
import type { Cancellation, IncomingBooking } from '../incoming.ts';
import type { Arrival } from '../known/arrival.ts';
import { identityOf } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { KnownCancellation } from '../known/recognition.ts';
import { reachedBy, seriesText } from '../known/series.ts';
import { formatContent, parseContent, type SourceContent } from '../source-content.ts';
import { isOlder, type Version, versionOf } from '../version.ts';
import { withFeeFor } from './fee-of-mail.ts';
import type { ImportDraft } from './import-draft.ts';
import type { ImportRules, Withdrawal } from './import-plan.ts';
import { mergeRevision } from './merge-source.ts';

/** The reason for skipping a message. */
export const UNKNOWN = 'It cancels a class that is not known here.';

/** Cancels bookings that a source no longer holds or cancels by a message, unless the person has decided about them. */
export class Canceller {
  readonly #draft: ImportDraft;
  readonly #rules: ImportRules;

  constructor(draft: ImportDraft, rules: ImportRules) {
    this.#draft = draft;
    this.#rules = rules;
  }

  /**
   * Cancels the booking of an event that the source no longer holds, unless the person has decided about it. Returns
   * whether it did.
   */
  withdraw(
    identity: KnownIdentity,
    { reason: cancellationReason, heldElsewhere }: Omit<Withdrawal, 'events'>,
  ): boolean {
    const before = this.#draft.find(identity.bookingId);
    if (!before || heldElsewhere.has(before.id)) return false;
    if (this.#draft.hasMet(before.id)) {
      this.#draft.forget(identity);
      return false;
    }
    // The time of the cancellation is not known exactly, so it never counts as late.
    const said = { cancelledAt: this.#rules.now.toISOString(), cancellationReason, isLateCancel: false };
    return this.#cancel(identity, before, said);
  }

  /** Applies cancellation messages to the identities that are known by now. */
  cancelAll(cancellations: readonly KnownCancellation[], stored: Iterable<KnownIdentity>): void {
    if (cancellations.length === 0) return;
    const uids = new Set(cancellations.map(seriesText));
    const identities = this.#draft.identitiesOf(uids, stored);
    for (const cancellation of cancellations) {
      const reached = reachedBy(cancellation, identities.get(seriesText(cancellation)) ?? []);
      if (reached.length === 0) this.#draft.skipMessage(cancellation.said, UNKNOWN);
      for (const identity of reached) this.cancelBy(cancellation.said, identity);
    }
  }

  /** Cancels one event by a message, unless the message is older than the stored version. */
  cancelBy(said: Cancellation, identity: KnownIdentity): void {
    const before = this.#draft.find(identity.bookingId);
    const described = said.said && before ? withFeeFor(said.said, before) : said.said;
    const isNews = before && (this.#rules.isFeed === true || !isOlder(said, identity));
    const how = {
      cancelledAt: sentAt(said) ?? this.#rules.now.toISOString(),
      cancellationReason: described?.cancellationReason ?? null,
      isLateCancel: described?.isLateCancel ?? false,
      ...(described?.partial &&
        described.feePaid !== null && { feePaid: described.feePaid, currency: described.currency }),
    };
    if (!isNews) this.#draft.count('unchanged');
    else if (this.#cancel(identity, before, how)) this.#draft.count('cancelled');
    else this.#draft.count('unchanged');
  }

  #cancel(
    identity: KnownIdentity,
    before: Booking,
    how: Pick<SourceContent, 'cancelledAt' | 'cancellationReason' | 'isLateCancel'> &
      Partial<Pick<SourceContent, 'feePaid' | 'currency'>>,
  ): boolean {
    const had = parseContent(identity.content);
    const content = { ...had, isCancelled: true, ...how };
    const said: IncomingBooking = {
      ...content,
      ...versionOf(identity),
      identity: identityOf(identity),
      review: null,
      line: 0,
    };
    const last = { content: had, cancelledAt: identity.cancelledAt };
    const arrival: Arrival = { said, key: identity, source: identity.source, content: formatContent(said) };
    const fields = mergeRevision(before, said, last, this.#rules.homeZone, {
      now: this.#rules.now,
      lastModified: said.lastModified,
    });
    const after = this.#draft.revise(before, fields);
    const isCancelledNow = after.status !== before.status;
    if (isCancelledNow || !had.isCancelled) {
      this.#draft.bind(arrival, before.id, isCancelledNow ? after.cancelledAt : identity.cancelledAt, identity);
    }
    return isCancelledNow;
  }
}

/** When a cancellation message was sent, that is, when its sender cancelled. */
export function sentAt({ lastModified, stamp }: Version): InstantText | null {
  return lastModified ?? stamp ?? null;
}
