import { patternText, slotsText } from '../intake/mail/format-text.ts';
import type { KnownFormat } from '../intake/mail/known-formats.ts';
import type { Provenance } from '../intake/mail/mail-format.ts';
import { formatCount } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable, singleLine } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { wrapParts, wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'FORMAT', min: 17, most: 30 },
  { head: 'KNOWN' },
  { head: 'WHOSE', keep: 2 },
  { head: 'SENDERS', min: 10, keep: 1 },
];

const WORDS: Readonly<Record<Provenance, string>> = {
  seen: 'seen',
  sender: 'sender only',
  reconstructed: 'reconstructed',
};

/** Every format, a row each. */
export function renderFormats(formats: readonly KnownFormat[], style: Style): string {
  const rows = formats.map(({ format, isOwn, isOverruled }) => [
    { text: printable(format.name), paint: style.paint.strong },
    WORDS[format.known],
    isOwn ? 'yours' : isOverruled ? 'yours wins' : '',
    format.senders.map(printable).join(', '),
  ]);
  const seen = formats.filter(({ format }) => format.known === 'seen').length;
  const next = `${formatCount(formats.length, 'format')}, ${seen} from real mails. A mailbox takes mails by those alone; all others wait.`;
  return [renderTable(COLUMNS, rows, style), ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
}

/** One format with all of its lines. */
export function renderFormat({ format, isOwn, isOverruled }: KnownFormat, style: Style): string {
  const { name, source, known, senders, subjects, lines, orders, ids } = format;
  const whose = isOwn ? ['yours'] : isOverruled ? ['yours wins'] : [];
  const head = [printable(name), printable(source), WORDS[known], ...whose];
  const rows = [
    ...senders.map((sender) => ['sender', sender]),
    ...subjects.map(({ kind, pattern }) => ['subject', `${kind}: ${patternText(pattern)}`]),
    ...lines.map(({ kinds, pattern }) => [
      'line',
      `${kinds.length === 0 ? '' : `${kinds.join(', ')}: `}${patternText(pattern)}`,
    ]),
    ...orders.map((slots) => ['order', slotsText(slots)]),
    ...ids.map((pattern) => ['id', patternText(pattern)]),
  ];
  const below = rows.flatMap(([label = '', value = '']) =>
    wrapText(printable(value), style.width - LABEL).map(
      (line, index) => style.paint.dim((index === 0 ? label : '').padEnd(LABEL)) + line,
    ),
  );
  return [...wrapParts(head, ` ${glyphsOf(style).dot} `, style.width).map(style.paint.strong), ...below].join('\n');
}

const LABEL = 9;

/** Tab-separated: name, source, how it is known, whose it is, senders. */
export function formatRow({ format, isOwn, isOverruled }: KnownFormat): string[] {
  const whose = isOwn ? 'own' : isOverruled ? 'overruled' : '';
  return [format.name, format.source, format.known, whose, format.senders.join(' ')].map(singleLine);
}
