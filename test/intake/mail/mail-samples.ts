/** A mail of one text, as it comes out of a mailbox. */
export interface MailSample {
  /** `Name <address>`. */
  readonly from: string;
  readonly subject: string;
  /** An instant. */
  readonly date: string;
  /** HTML where it begins with a tag. */
  readonly body: string;
}

export function mailOf({ from, subject, date, body }: MailSample): Buffer {
  const type = body.startsWith('<') ? 'html' : 'plain';
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  return Buffer.from(
    [
      ...[`From: ${from}`, 'To: alex@example.org', `Subject: ${encoded}`, `Date: ${new Date(date).toUTCString()}`],
      ...['MIME-Version: 1.0', `Content-Type: text/${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', ''],
      ...[Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n'), ''],
    ].join('\r\n'),
  );
}
