import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../app.ts';
import { bookClass } from '../../bookings/book-service.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { toDemoJson } from '../../contract/program-json.ts';
import { makeTemporaryFolder } from '../../files/temporary-folder.ts';
import { PLAIN_PAINT, type Style } from '../../render/style.ts';
import type { CommandAction, RawInput } from '../command.ts';
import { defineAction } from '../command.ts';
import { monthToShow, type Planned, planSeason, WEEKLY_TARGET } from '../demo/season.ts';
import { bookingFields } from '../raw-options.ts';
import { action as attend } from './attend.ts';
import { action as book } from './book.ts';
import { action as calendar } from './calendar.ts';
import { action as exportCalendar } from './export.ts';
import { action as stats } from './stats.ts';
import { action as streak } from './streak.ts';
import { action as upcoming } from './upcoming.ts';

/** One command of the tour with its result, ready to be drawn. */
interface Scene {
  readonly says: string;
  readonly line: string;
  readonly draw: (style: Style) => string;
}

interface Tour {
  readonly folder: string;
  readonly season: readonly Planned[];
  readonly scenes: readonly Scene[];
  readonly file: string;
}

const NEXT_STEPS = [
  ['numina book "Your class" tomorrow 18:00 --location "Your studio"', 'your first booking'],
  ['numina import classes.ics', 'or bring what you have: .ics or .csv'],
  ['numina calendar', 'and there it is'],
] as const;

export const action = defineAction<null, Tour>({
  parse: () => null,

  async run(session) {
    const folder = makeTemporaryFolder('numina-demo');
    const machine = session.process.onDatabase(join(folder, 'numina.db'), { weeklyTarget: WEEKLY_TARGET });
    const sandbox = machine.session();
    try {
      const season = planSeason(session.nowLocal.slice(0, 10));
      await live(sandbox, season);
      const file = `${folder}.ics`;
      return { folder, season, file, scenes: await play(sandbox, file) };
    } finally {
      await machine.close();
      await rm(folder, { recursive: true, force: true });
    }
  },

  toText({ folder, season, scenes, file }, style) {
    const { strong, dim, accent } = style.paint;
    const shown = scenes.map(({ says, line, draw }) => `${strong(says)}\n${accent('$')} ${line}\n${draw(style)}`);
    const steps = NEXT_STEPS.map(([line, says]) => `  ${line}\n      ${dim(says)}`);
    return [
      dim(`A season of ${season.length} bookings from three sources, on a throw-away database in ${folder}`),
      ...shown,
      `The exported calendar is kept for you: ${file}`,
      `${strong('Three to try next')}\n${steps.join('\n')}`,
      dim('The database of this tour is gone again; nothing of yours was touched.'),
    ].join('\n\n');
  },
  toJson: ({ season, file }) => toDemoJson(season.length, file),
});

/** Books the season and lets each past class have its fate, by the same use cases as every command. */
async function live(session: Session, season: readonly Planned[]): Promise<void> {
  const context = await session.bookings();
  const today = session.nowLocal.slice(0, 10);
  for (const { habit, date, fate } of season) {
    const { cancelBy, ...options } = habit.options;
    const { bookings } = await bookClass(context, {
      name: habit.name,
      when: `${date}T${habit.time}`,
      fields: bookingFields({ arguments: [], options }),
      cancelBy,
      status: 'booked',
      repeat: null,
      isNewClass: false,
      isForced: false,
    });
    const [booking] = bookings;
    if (!booking || date >= today || fate === 'unmarked') continue;
    const change = {
      attended: { to: 'attended' },
      missed: { to: 'no_show' },
      cancelled: { to: 'cancelled', at: new Date(Date.parse(booking.startsAt) - 30 * 3_600_000), reason: 'travelling' },
      'cancelled late': {
        to: 'cancelled',
        at: new Date(Date.parse(booking.startsAt) - 3 * 3_600_000),
        reason: 'a cold',
      },
    } as const;
    await markBookings(context, [booking.id], SCOPES.any, change[fate]);
  }
}

/** The tour itself: real commands on the season, one after the other. */
async function play(session: Session, file: string): Promise<Scene[]> {
  const month = monthToShow(session.nowLocal.slice(0, 10)).slice(0, 7);
  const yin = { type: 'yoga', location: 'Studio North', source: 'mindbody', waitlisted: true };
  return [
    await scene(
      session,
      'Book in words',
      'numina book Yin sat 11:30 --type yoga --location "Studio North" --source mindbody --waitlisted',
      book,
      ['Yin', ['sat', '11:30']],
      yin,
    ),
    await scene(session, 'See the month', `numina calendar month ${month}`, calendar, ['month', [month]]),
    await scene(session, 'The week', 'numina calendar week', calendar, ['week', []]),
    await scene(session, 'What is coming, and until when cancelling is free', 'numina upcoming', upcoming),
    await scene(session, 'Mark what you have been to', 'numina attend last', attend, [['last']]),
    await scene(session, 'Keep the streak', 'numina streak', streak),
    await scene(session, 'Know your numbers', 'numina stats', stats),
    await scene(session, 'Take it anywhere', `numina export -o ${file}`, exportCalendar, [undefined], { output: file }),
  ];
}

async function scene(
  session: Session,
  says: string,
  line: string,
  command: CommandAction,
  words: RawInput['arguments'] = [],
  options: RawInput['options'] = {},
): Promise<Scene> {
  const said = await command.parse({ arguments: words, options }, { isScreen: true }, session);
  const input = command.prepare ? await command.prepare(session, said, null, unseenStyle(session)) : said;
  const result = await command.run(session, input, () => undefined);
  const draw = (style: Style) =>
    [...(command.toNotes?.(result, style) ?? []), command.toText(result, style)].filter(Boolean).join('\n');
  return { says, line, draw };
}

/** What a question would be drawn with; nobody is asked in a demo. */
function unseenStyle({ settings, homeZone, nowLocal, clock }: Session): Style {
  return { width: 80, unicode: true, paint: PLAIN_PAINT, clock: settings.clock, homeZone, nowLocal, now: clock.now() };
}
