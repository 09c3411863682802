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

/** How a mail comes: in which encoding, and whether somebody has forwarded it. */
export interface MailShape {
  readonly as?: 'latin1' | 'qp' | 'alternative' | undefined;
  readonly forward?: 'gmail' | 'apple' | 'apple-de' | 'outlook' | 'attachment' | undefined;
}

const BY_PERSON = { from: 'Sam Rivera <sam@example.com>', date: '2026-12-01T09:00:00Z' };

/** A mail in the form in which it comes out of a mailbox. */
export function shapedMail(sample: MailSample, { as, forward }: MailShape): Buffer {
  if (forward === 'attachment') return attached(sample);
  if (forward !== undefined) return mailOf(forwarded(sample, forward));
  const heads = headsOf(sample);
  const type = sample.body.startsWith('<') ? 'html' : 'plain';
  if (as === 'latin1') {
    const part = `${heads}Content-Type: text/${type}; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
    return Buffer.concat([Buffer.from(part), Buffer.from(`${sample.body}\r\n`, 'latin1')]);
  }
  if (as === 'qp') {
    const part = `${heads}Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
    return Buffer.from(`${part}${quotedPrintable(sample.body)}\r\n`);
  }
  if (as === 'alternative') {
    const parts = ['text/plain', 'text/html'].map(
      (each, index) => `--b1\r\nContent-Type: ${each}; charset=utf-8\r\n\r\n${index === 0 ? '' : sample.body}\r\n`,
    );
    return Buffer.from(`${heads}Content-Type: multipart/alternative; boundary=b1\r\n\r\n${parts.join('')}--b1--\r\n`);
  }
  return mailOf(sample);
}

function headsOf({ from, subject, date }: MailSample): string {
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const when = new Date(date).toUTCString();
  return `From: ${from}\r\nTo: alex@example.org\r\nSubject: ${encoded}\r\nDate: ${when}\r\nMIME-Version: 1.0\r\n`;
}

function quotedPrintable(text: string): string {
  const octets = [...Buffer.from(text)].map((octet) => {
    const isPlain = octet === 10 || (octet >= 32 && octet < 127 && octet !== 61);
    return isPlain ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return octets
    .join('')
    .split('\n')
    .map((line) => (line.match(/(?:=..|.){1,25}/g) ?? []).join('=\r\n'))
    .join('\r\n');
}

function attached(sample: MailSample): Buffer {
  const heads = headsOf({ ...sample, ...BY_PERSON, subject: `Fwd: ${sample.subject}` });
  const own = '--o1\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--o1\r\nContent-Type: message/rfc822\r\n\r\n';
  return Buffer.concat([
    Buffer.from(`${heads}Content-Type: multipart/mixed; boundary=o1\r\n\r\n${own}`),
    mailOf(sample),
    Buffer.from('\r\n--o1--\r\n'),
  ]);
}

/** As each program writes what it forwards above the mail. */
function forwarded(sample: MailSample, by: 'gmail' | 'apple' | 'apple-de' | 'outlook'): MailSample {
  const from = sample.from.replace('<', '&lt;').replace('>', '&gt;');
  const heads = {
    gmail: `<div class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>${from}</strong><br>Date: Mon, Nov 30, 2026 at 7:31 AM<br>Subject: ${sample.subject}<br>To: &lt;alex@example.org&gt;<br></div>`,
    apple: `<div><br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><span><b>From: </b></span><span>${from}<br></span></div><div><span><b>Subject: </b></span><span><b>${sample.subject}</b><br></span></div><div><span><b>Date: </b></span><span>30 November 2026 at 13:31:00 CET<br></span></div><div><span><b>To: </b></span><span>alex@example.org<br></span></div><br>`,
    'apple-de': `<div><br><blockquote type="cite"><div>Anfang der weitergeleiteten Nachricht:</div><br><div><b>Von: </b>${from}<br></div><div><b>Betreff: </b><b>${sample.subject}</b><br></div><div><b>Datum: </b>30. November 2026 um 13:31:00 MEZ<br></div><div><b>An: </b>alex@example.org<br></div><br>`,
    outlook: `<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> ${from}<br><b>Sent:</b> Monday, November 30, 2026 7:31 AM<br><b>To:</b> alex@example.org<br><b>Subject:</b> ${sample.subject}</p></div>`,
  };
  return { ...BY_PERSON, subject: `Fwd: ${sample.subject}`, body: `<div>fyi</div>${heads[by]}${sample.body}` };
}
