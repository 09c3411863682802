/** Where reading of an IMAP folder has come to. */
export interface ImapCursor {
  /** Under another one, the UIDs mean other mails (RFC 3501 §2.3.1.1). */
  readonly uidValidity: string;
  /** All up to this UID is done. */
  readonly lastUid: number;
}

export function formatCursor({ uidValidity, lastUid }: ImapCursor): string {
  return JSON.stringify({ uidValidity, lastUid });
}

/** The last UID that is done, as far as the cursor speaks of these UIDs; else 0, by which reading starts over. */
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
