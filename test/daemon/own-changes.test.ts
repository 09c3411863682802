import { describe, expect, it } from 'vitest';
import { OwnChanges } from '../../src/daemon/own-changes.ts';

const change = (from: number) => ({ from: String(from), to: String(from + 1) });

describe('the changes that reminders make themselves', () => {
  it('explain a revision that they alone lead to', () => {
    const own = new OwnChanges();
    for (const from of [4, 5, 7]) own.note(change(from));
    expect(own.explain('4', '4')).toBe(true);
    expect(own.explain('4', '6')).toBe(true);
    // Somebody else wrote the seventh.
    expect(own.explain('4', '8')).toBe(false);
    expect(own.explain('', '4')).toBe(false);
    expect(new OwnChanges().explain('4', '5')).toBe(false);
  });

  it('are forgotten once they were looked at, but for those that came since', () => {
    const own = new OwnChanges();
    for (const from of [4, 5, 6]) own.note(change(from));
    own.forget('4', '6');
    expect(own.explain('4', '6')).toBe(false);
    expect(own.explain('6', '7')).toBe(true);
  });
});
