import { NotFoundError } from '../../errors.ts';
import { foldCase } from '../../fold-case.ts';
import { loadBoth } from './load-formats.ts';
import type { MailFormat } from './mail-format.ts';
import { isOfSender, isWithin } from './sender-of.ts';

/** A format with which numina reads mails. */
export interface KnownFormat {
  readonly format: MailFormat;
  /** Whether it is from the folder of the person. */
  readonly isOwn: boolean;
  /** Whether a format of the person covers all of its senders, and so replaces it. */
  readonly isOverruled: boolean;
}

/** All formats, those of the person first, then by name; with `name` those that are called so. Throws UsageError, NotFoundError. */
export function listFormats(ownFolder: string | null, name: string | null = null): readonly KnownFormat[] {
  const { own, shipped } = loadBoth(ownFolder);
  const all: KnownFormat[] = [
    ...byName(own).map((format) => ({ format, isOwn: true, isOverruled: false })),
    ...byName(shipped).map((format) => ({
      format,
      isOwn: false,
      isOverruled: own.some((each) => overrules(each, format)),
    })),
  ];
  if (name === null) return all;
  const found = all.filter(({ format }) =>
    [format.name, format.source].some((each) => foldCase(each) === foldCase(name)),
  );
  if (found.length > 0) return found;
  const names = all.map(({ format }) => format.name).join(', ');
  throw new NotFoundError('format_not_found', `There is no format “${name}”.`, `The formats are ${names}.`);
}

function byName(formats: readonly MailFormat[]): MailFormat[] {
  return [...formats].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function overrules({ senders, display }: MailFormat, other: MailFormat): boolean {
  const covers = (sender: string) =>
    senders.some((each) =>
      sender.includes('@') ? isOfSender(sender, each) : !each.includes('@') && isWithin(sender, each),
    );
  return display === null && other.senders.every(covers);
}
