import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { toTriedJson } from '../../contract/mail-json.ts';
import { FailureError, NotFoundError, type NuminaError } from '../../errors.ts';
import { decodeText } from '../../intake/decode-text.ts';
import { detectFormat } from '../../intake/detect-format.ts';
import { listFormats } from '../../intake/mail/known-formats.ts';
import { parseFormat } from '../../intake/mail/load-formats.ts';
import type { MailFormat } from '../../intake/mail/mail-format.ts';
import { type TriedMail, tryFormat } from '../../intake/mail/try-format.ts';
import { printable } from '../../render/printable.ts';
import { renderTried, triedRows } from '../../render/tried-mail.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { addMonths } from '../../time/civil.ts';
import { defineAction } from '../command.ts';
import { argumentWords, requiredWord } from '../raw-options.ts';
import { readInput } from '../read-input.ts';

interface Input {
  readonly format: string;
  readonly mails: readonly string[];
}

interface Result {
  readonly format: MailFormat;
  readonly mails: readonly { readonly file: string; readonly tried: TriedMail }[];
}

const EXAMPLE = 'For example: numina mail try studio.toml booked.eml';
const MONTHS_AROUND = 12;

export const action = defineAction<Input, Result>({
  parse(raw) {
    const format = requiredWord(raw, 0, 'Which format?', EXAMPLE);
    requiredWord(raw, 1, 'Which mails?', EXAMPLE);
    return { format, mails: argumentWords(raw, 1).filter((word) => word.trim() !== '') };
  },

  async run(session, { format: named, mails }) {
    const format = await findFormat(named, session.importParts.mailFormats ?? null);
    const today = session.nowLocal.slice(0, 10);
    const options = {
      homeZone: session.homeZone,
      since: addMonths(today, -MONTHS_AROUND),
      horizon: addMonths(today, MONTHS_AROUND),
    };
    const tried = [];
    for (const source of mails) {
      const file = source === '-' ? 'standard input' : basename(source);
      const octets = source === '-' ? await buffer(process.stdin) : await readInput(source);
      if (detectFormat(decodeText(octets).text, file) !== 'mail') throw noMail(file);
      tried.push({ file, tried: await tryFormat(format, octets, options) });
    }
    return { format, mails: tried };
  },

  toText: ({ format, mails }, style) => mails.map((each) => renderTried(format, each, style)).join('\n\n'),
  toJson: ({ mails }) => mails.map(({ file, tried }) => toTriedJson(file, tried, wordForTerminal)),
  toPlain: ({ mails }) => mails.flatMap(triedRows),
  toError({ format, mails }) {
    const lost = mails.filter(({ tried }) => tried.isClaimed && tried.bookings.length === 0 && !tried.isNoneByFormat);
    return lost.length === 0
      ? null
      : noBooking(
          format,
          lost.map(({ file }) => file),
        );
  },
  isLong: true,
});

/** A file, else the name of a format that is known. Throws UsageError, NotFoundError, FailureError. */
async function findFormat(named: string, ownFolder: string | null): Promise<MailFormat> {
  if (!/\.toml$/i.test(named) && !/[\\/]/.test(named)) {
    try {
      const [known] = listFormats(ownFolder, named);
      if (known) return known.format;
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotFoundError(
        error.code,
        error.message,
        'Give a .toml file, or a name that numina mail formats shows.',
      );
    }
  }
  return parseFormat(decodeText(await readInput(named)).text, basename(named));
}

function noMail(file: string): FailureError {
  return new FailureError(
    'not_readable',
    `${printable(file)} is not a mail.`,
    'Save the mail as your mail program does (.eml).',
  );
}

function noBooking({ name }: MailFormat, files: readonly string[]): NuminaError {
  const [file = '', ...others] = files;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return new FailureError(
    'no_booking',
    `${printable(file)}${more} is from ${printable(name)}, but it gives no booking.`,
    'The lines above show why. If it is not a booking, add a [[subjects]] of kind "none".',
  );
}
