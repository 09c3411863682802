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
    const text = lines[at]?.text ?? '';
    const [, label = '', value = ''] = BESIDE.exec(text) ?? [];
    const beside = fieldOfLabel(label);
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

function isLabel(text: string): boolean {
  const [, label = ''] = BESIDE.exec(text) ?? [];
  return fieldOfLabel(text) !== undefined || fieldOfLabel(label) !== undefined;
}
