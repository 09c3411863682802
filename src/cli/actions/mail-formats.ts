import { toFormatJson } from '../../contract/mail-json.ts';
import { type KnownFormat, listFormats } from '../../intake/mail/known-formats.ts';
import { formatRow, renderFormat, renderFormats } from '../../render/mail-formats.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

interface Result {
  readonly formats: readonly KnownFormat[];
  readonly isOne: boolean;
}

export const action = defineAction<{ name: string | null }, Result>({
  parse: (raw) => ({ name: argumentWords(raw, 0).find((word) => word.trim() !== '') ?? null }),
  run: async (session, { name }) => ({
    formats: listFormats(session.importParts.mailFormats ?? null, name),
    isOne: name !== null,
  }),
  toText: ({ formats, isOne }, style) =>
    isOne ? formats.map((each) => renderFormat(each, style)).join('\n\n') : renderFormats(formats, style),
  toJson: ({ formats }) => formats.map(toFormatJson),
  toPlain: ({ formats }) => formats.map(formatRow),
  isLong: true,
});
