import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MailSample, type MailShape, shapedMail } from './mail-samples.ts';

/** A class as a mail of the held-out set must be read. */
export interface ExpectedClass {
  readonly className: string | null;
  /** `2026-12-03T17:45`, with ` UTC-5` behind it where the mail says a zone. */
  readonly start: string;
  readonly minutes: number | null;
  /** Any of them is right. */
  readonly places: readonly string[];
  readonly instructor: string | null;
  /** The old time of a change, where the mail names it. */
  readonly from: string | null;
}

export interface HeldOutMail {
  readonly name: string;
  readonly octets: Buffer;
  readonly kind: string;
  readonly classes: readonly ExpectedClass[];
  /** How many there are, where they differ in their start alone. */
  readonly count: number;
}

const FOLDER = join(import.meta.dirname, 'held-out');

/**
 * Mails that were written, with their right answers, before any of them was read; none is of the corpus. Each file holds
 * several: a title, heads, an empty line, the body.
 */
export function heldOutMails(): readonly HeldOutMail[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) =>
      readFileSync(join(FOLDER, file), 'utf8')
        .split(/^## /m)
        .slice(1)
        .map((text) => toMail(text, file)),
    );
}

function toMail(text: string, file: string): HeldOutMail {
  const [title = ''] = text.split('\n', 1);
  const gap = text.indexOf('\n\n');
  const heads = new Map(
    text
      .slice(title.length + 1, gap)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const head = (name: string) => heads.get(name) ?? '';
  const sample: MailSample = {
    ...{ from: head('From'), subject: head('Subject'), date: `${head('Date')}T12:00:00Z` },
    body: text.slice(gap + 2).trim(),
  };
  const shape = { as: heads.get('As'), forward: heads.get('Forward') } as MailShape;
  const [, kind = '', rest = '', count = '1'] = /^(\S+) ?(.*?)(?: ×(\d+))?$/.exec(head('Expect')) ?? [];
  return {
    name: `${file.replace('.txt', '')}: ${title}`,
    octets: shapedMail(sample, shape),
    kind,
    classes: kind === 'none' ? [] : rest.split(' + ').map(toClass),
    count: Number(count),
  };
}

function toClass(text: string): ExpectedClass {
  const [, line = '', from = null] = /^(.*?)(?: from (\S+))?$/.exec(text) ?? [];
  const [className = '', start = '', minutes = '', places = '', instructor = ''] = line.split('|');
  return {
    className: className || null,
    ...{ start, from, instructor: instructor || null },
    minutes: minutes === '' ? null : Number(minutes),
    places: places.split(' ~ '),
  };
}
