import { fieldOfLabel, type MailField } from './mail-labels.ts';
import type { MailLine } from './mail-lines.ts';

export interface LabelledValue {
  readonly field: MailField;
  readonly value: string;
  /** The first and the last line of label and value. */
  readonly from: number;
  readonly to: number;
}

const BESIDE = /^([^:：]{2,40}?)\s*[:：]\s+(.+)$/u;
/** A longer text is a sentence below a heading, not a value. */
const LONGEST_VALUE = 160;

/** The values after labels, on the same line or the next, in order. */
export function labelledValues(lines: readonly MailLine[]): LabelledValue[] {
  const found: LabelledValue[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const row = rowOfLabels(lines, at);
    if (row.length > 0) {
      found.push(...row);
      at += 2 * row.length - 1;
      continue;
    }
    const text = lines[at]?.text ?? '';
    const [label, value] = besides(lines[at]);
    const beside = isFormerly(label, value) ? 'old' : fieldOfLabel(label);
    if (beside !== undefined) {
      found.push({ field: beside, value, from: at, to: at });
      continue;
    }
    const alone = text.length <= 40 ? fieldOfLabel(text) : undefined;
    const next = lines[at + 1]?.text;
    if (alone === undefined || next === undefined || next.length > LONGEST_VALUE || isLabel(next)) continue;
    found.push({ field: alone, value: next, from: at, to: at + 1 });
    at += 1;
  }
  return found;
}

/** A label and its value in one line: with a colon between them, or with the label alone in bold. */
function besides(line: MailLine | undefined): readonly [label: string, value: string] {
  const { text = '', strong = null } = line ?? {};
  const [, label = '', value = ''] = BESIDE.exec(text) ?? [];
  if (label !== '' || strong === null || !text.startsWith(`${strong} `)) return [label, value];
  return [strong, text.slice(strong.length + 1)];
}

/** "Was: Monday, 6:00 PM" is English and an old time; "Was: Yoga" is German and a class. */
function isFormerly(label: string, value: string): boolean {
  return /^was$/i.test(label) && /\d(?:[:.h]\d\d|\s?[ap]m)/i.test(value);
}

/** A row of labels above a row with as many values: `Class | Teacher` above `Spin 45 | Ana`. Empty for anything else. */
function rowOfLabels(lines: readonly MailLine[], from: number): LabelledValue[] {
  const labels = rowAt(lines, from);
  const values = rowAt(lines, from + labels.length);
  const fields = labels.flatMap(({ text }) => fieldOfLabel(text) ?? []);
  const arePairs = fields.length >= 2 && fields.length === labels.length && values.length === labels.length;
  if (!arePairs || values.some(({ text }) => isLabel(text) || text.length > LONGEST_VALUE)) return [];
  const to = from + 2 * labels.length - 1;
  return fields.map((field, index) => ({ field, value: values[index]?.text ?? '', from, to }));
}

/** The lines of the paragraph, or of the row of a table, that begins at a line. */
function rowAt(lines: readonly MailLine[], from: number): readonly MailLine[] {
  if (lines[from]?.isFirst !== true) return [];
  let to = from + 1;
  while (to < lines.length && lines[to]?.isFirst === false) to += 1;
  return lines.slice(from, to);
}

function isLabel(text: string): boolean {
  const [, label = ''] = BESIDE.exec(text) ?? [];
  return fieldOfLabel(text) !== undefined || fieldOfLabel(label) !== undefined;
}
