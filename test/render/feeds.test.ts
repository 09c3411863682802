import { describe, expect, it, test } from 'vitest';
import { FailureError } from '../../src/errors.ts';
import type { Feed } from '../../src/intake/feeds/feed.ts';
import type { FeedListing } from '../../src/intake/feeds/feed-service.ts';
import type { FeedState } from '../../src/intake/feeds/feed-store.ts';
import type { FeedOutcome } from '../../src/intake/feeds/sync-service.ts';
import { NO_VALIDATORS } from '../../src/intake/fetch/validators.ts';
import type { ImportReport } from '../../src/intake/plan/import-plan.ts';
import { renderFeedChange, renderFeeds } from '../../src/render/feed-table.ts';
import { renderSync } from '../../src/render/sync-report.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, instantOf, styleOf, wallTimeAt } from './samples.ts';

function feed(name: string, url: string): Feed {
  const rules = { source: null, type: null, only: [], skip: [], maps: [] };
  const open = { login: null, zone: null, allDayAt: null, since: null };
  return { id: name, name, definition: { kind: 'calendar', url, ...rules, ...open } };
}

const STUDIO = feed('studio', 'https://studio.example/ana/secret.ics');
const FAMILY = feed('The family calendar', 'https://calendar.example/private-0123456789abcdef/basic.ics');
const GYM = feed('gym', 'https://gym.example/feed');

function state(atLocal: string, result: string, failures = 0): FeedState {
  const triedAt = instantOf(`${atLocal}:00`);
  const hasFailed = failures > 0;
  const known = { readAt: null, readWith: null, validators: NO_VALIDATORS, nextAt: triedAt };
  return { triedAt, syncedAt: hasFailed ? null : triedAt, result, hasFailed, failures, ...known };
}

const LISTINGS: readonly FeedListing[] = [
  {
    feed: GYM,
    events: 0,
    state: state('2026-11-23T20:14', 'gym.example cannot answer now (503).', 3),
    mails: null,
    waiting: 0,
  },
  { feed: STUDIO, events: 48, state: state('2026-11-24T09:00', '3 new, 1 cancelled'), mails: null, waiting: 0 },
  { feed: FAMILY, events: 0, state: null, mails: null, waiting: 0 },
];

const NOTHING: ImportReport = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };

function outcome(of: Feed, fields: Partial<FeedOutcome>): FeedOutcome {
  return { feed: of, state: 'taken', report: NOTHING, notes: [], error: null, ...fields };
}

const ALL_DAY = { uid: 'birthday', line: 12, reason: 'It is all day, without a time; --all-day HH:MM takes it.' };
const OUTCOMES: readonly FeedOutcome[] = [
  outcome(STUDIO, {
    report: { ...NOTHING, created: 3, updated: 1, cancelled: 1, unchanged: 1048, skipped: [ALL_DAY] },
  }),
  outcome(FAMILY, { state: 'same' }),
  outcome(feed('club', 'https://club.example/'), { state: 'doubted' }),
  outcome(GYM, { state: 'failed', error: new FailureError('x', 'gym.example cannot answer now (503).') }),
];

describe('the feeds', () => {
  test.each([40, 80, 160])('at %d columns', async (width) => {
    const text = renderFeeds(LISTINGS, wallTimeAt, styleOf(width));
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/feeds-${width}.txt`);
  });

  it('say how many mails wait', () => {
    const [first] = LISTINGS;
    const text = first ? renderFeeds([{ ...first, waiting: 2 }], wallTimeAt, styleOf(80)) : '';
    expect(text.split('\n').at(-1)).toBe(`${first?.feed.name}: 2 mails wait for your decision: numina mail waiting`);
  });

  it('keep their addresses to themselves', () => {
    const shown = renderFeeds(LISTINGS, wallTimeAt, styleOf(160)) + renderFeedChange(FAMILY, 'Added', '', styleOf(160));
    expect(shown).toContain('calendar.example');
    expect(shown).not.toMatch(/secret|private/);
  });

  it('say how to begin where there are none', () => {
    expect(renderFeeds([], wallTimeAt, styleOf(80))).toMatch(/^No feeds\.\nName one: numina sync add/);
    expect(renderSync([], false, styleOf(80))).toMatch(/^No feeds\.\nName one: numina sync add/);
  });
});

describe('what came of asking them', () => {
  test.each([40, 80])('at %d columns', async (width) => {
    const text = renderSync(OUTCOMES, true, styleOf(width));
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/sync-${width}.txt`);
  });

  test('in colour', async () => {
    const text = renderSync(OUTCOMES, false, styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${text}\n`).toMatchFileSnapshot('../golden/sync-colour.txt');
  });

  test('in ASCII', () => {
    expect(renderSync(OUTCOMES, false, styleOf(80, { unicode: false }))).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('leaves the error of a single feed to the command', () => {
    expect(renderSync(OUTCOMES.slice(3), false, styleOf(80))).toBe('');
  });
});
