/** The position up to which an IMAP folder was read. */
export interface ImapCursor {
  /** With another value, the UIDs mean other mails (RFC 3501 §2.3.1.1). */
  readonly uidValidity: string;
  /** All mails up to this UID are done. */
  readonly lastUid: number;
}

export function formatCursor({ uidValidity, lastUid }: ImapCursor): string {
  return JSON.stringify({ uidValidity, lastUid });
}

/** The last UID that is done; 0, to start over, where the cursor is invalid or has another UIDVALIDITY. */
export function lastUidOf(cursor: string | null, uidValidity: string): number {
  if (cursor === null) return 0;
  try {
    const said = JSON.parse(cursor) as Partial<ImapCursor> | null;
    const { lastUid } = said ?? {};
    return said?.uidValidity === uidValidity && Number.isSafeInteger(lastUid) ? Math.max(lastUid ?? 0, 0) : 0;
  } catch {
    return 0;
  }
}
