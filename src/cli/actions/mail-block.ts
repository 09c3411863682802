import { toBlockChangeJson, toBlockedJson } from '../../contract/mail-json.ts';
import { UsageError } from '../../errors.ts';
import {
  type BlockChange,
  type BlockedSender,
  blockSender,
  listBlocked,
  unblockSender,
} from '../../intake/mail-trust/blocked-senders.ts';
import { renderBlockChange, renderBlocked } from '../../render/blocked-senders.ts';
import { defineAction } from '../command.ts';
import { argumentWords, hasFlag } from '../raw-options.ts';

interface Input {
  /** Null lists all. */
  readonly sender: string | null;
  readonly isRemoved: boolean;
}

type Result = { readonly change: BlockChange } | { readonly all: readonly BlockedSender[] };

export const action = defineAction<Input, Result>({
  parse(raw) {
    const sender = argumentWords(raw, 0).find((word) => word.trim() !== '') ?? null;
    const isRemoved = hasFlag(raw, 'remove');
    if (isRemoved && sender === null) {
      throw new UsageError('argument_missing', 'Which sender?', 'numina mail block lists those that are blocked.');
    }
    return { sender, isRemoved };
  },
  async run(session, { sender, isRemoved }) {
    const context = await session.bookings();
    if (sender === null) return { all: await listBlocked(context.store) };
    return { change: await (isRemoved ? unblockSender : blockSender)(context, sender) };
  },
  toText: (result, style) =>
    'all' in result ? renderBlocked(result.all, style) : renderBlockChange(result.change, style),
  toJson: (result) => ('all' in result ? result.all.map(toBlockedJson) : toBlockChangeJson(result.change)),
  toPlain: (result) =>
    ('all' in result ? result.all : [result.change]).map(({ sender, createdAt }) => [sender, createdAt]),
});
