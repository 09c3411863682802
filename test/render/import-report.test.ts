import { describe, expect, it } from 'vitest';
import type { Skip } from '../../src/intake/incoming.ts';
import type { ImportReport } from '../../src/intake/plan/import-plan.ts';
import { importReportRows, renderImportReport } from '../../src/render/import-report.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, styleOf } from './samples.ts';

const NOTHING: ImportReport = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };
const ALL_DAY = 'It is all day, without a time; --all-day HH:MM takes it.';

function skip(line: number, reason = ALL_DAY, uid: string | null = `${line}@studio.example`): Skip {
  return { uid, line, reason };
}

function render(report: Partial<ImportReport>, width = 80, { isBrief = true, isDryRun = false } = {}): string {
  return renderImportReport({ ...NOTHING, ...report }, { isBrief, isDryRun }, styleOf(width));
}

describe('the report of an import', () => {
  it('counts what became of the events, in words', () => {
    expect(render({ created: 12_345, updated: 3, cancelled: 1, adopted: 2, unchanged: 40 })).toBe(
      ['12,345 new · 3 changed · 1 cancelled · 2 matched with what you had typed in', '40 known already'].join('\n'),
    );
  });

  it('says so where there was nothing', () => {
    expect(render({})).toBe('There is nothing in it');
    // A mailbox of which every mail waits is not empty.
    expect(renderImportReport(NOTHING, { isBrief: true, isDryRun: false, name: 'mail' }, styleOf(80))).toBe(
      'mail · nothing new in it',
    );
  });

  it('says that a dry run wrote nothing', () => {
    expect(render({ created: 1 }, 80, { isDryRun: true })).toBe('1 new\nA dry run: nothing was written.');
  });

  it('sums skips up by their reason on a screen, the most frequent first', () => {
    const skipped = [skip(3, 'It has no start (DTSTART).'), skip(12), skip(40), skip(41)];
    expect(render({ created: 2, skipped })).toBe(
      [
        '2 new · 4 skipped',
        `  3 × ${ALL_DAY}`,
        '    lines 12, 40, 41',
        '  It has no start (DTSTART).',
        '    line 3',
      ].join('\n'),
    );
  });

  it('names as many lines as fit', () => {
    const skipped = Array.from({ length: 2000 }, (_, index) => skip(index + 100));
    expect(render({ skipped }, 40)).toBe(
      [
        '2,000 skipped',
        '  2,000 × It is all day, without a time;',
        '  --all-day HH:MM takes it.',
        '    lines 100, 101, 102 and 1,997 more',
      ].join('\n'),
    );
  });

  it('names at most a screenful of reasons', () => {
    const skipped = Array.from({ length: 30 }, (_, index) => skip(index + 1, `Reason number ${index}.`));
    const lines = render({ skipped }).split('\n');
    expect(lines).toHaveLength(1 + 2 * 8 + 1);
    expect(lines.at(-1)).toBe('  22 more for other reasons; --json lists them all.');
  });

  it('lists every skip where no person looks on', () => {
    const skipped = [skip(3), skip(9, 'It has no start (DTSTART).', null), { ...skip(0), line: null }];
    expect(render({ skipped }, 80, { isBrief: false })).toBe(
      [
        '3 skipped',
        `  line 3: ${ALL_DAY} (3@studio.example)`,
        '  line 9: It has no start (DTSTART).',
        `  ${ALL_DAY} (0@studio.example)`,
      ].join('\n'),
    );
  });

  it.each([20, 40, 80, 160])('keeps within %i columns and disturbs no screen, whatever the reasons hold', (width) => {
    const reason = 'The start is not a date: “\x1b[31mשלום\u202e日本語\n'.concat('x'.repeat(300), '”.');
    const skipped = [skip(1_000_000, reason), skip(2), skip(3)];
    const lines = render({ created: 1_000_000, updated: 10, skipped }, width).split('\n');
    for (const line of lines) {
      expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/[\x1b\u202e]/);
    }
  });

  it('is the same in colour', () => {
    const report = { ...NOTHING, created: 2, skipped: [skip(3)] };
    const coloured = renderImportReport(
      report,
      { isBrief: true, isDryRun: true },
      styleOf(80, { paint: COLOUR_PAINT }),
    );
    expect(coloured).toContain('\x1b[');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(render(report, 80, { isDryRun: true }));
  });

  it('has rows for programs', () => {
    expect(importReportRows({ ...NOTHING, created: 2, skipped: [skip(3, 'a\tb', null)] })).toEqual([
      ['created', '2'],
      ['updated', '0'],
      ['cancelled', '0'],
      ['adopted', '0'],
      ['unchanged', '0'],
      ['skipped', 'a b', '', '3'],
    ]);
  });
});
