import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../app.ts';
import { makeTemporaryFolder } from '../../files/temporary-folder.ts';
import { PLAIN_PAINT, type Style } from '../../render/style.ts';
import { action as attend } from '../actions/attend.ts';
import { action as book } from '../actions/book.ts';
import { action as calendar } from '../actions/calendar.ts';
import { action as exportCalendar } from '../actions/export.ts';
import { action as importSources } from '../actions/import.ts';
import { action as stats } from '../actions/stats.ts';
import { action as streak } from '../actions/streak.ts';
import { action as upcoming } from '../actions/upcoming.ts';
import type { CommandAction, RawInput } from '../command.ts';
import { writeConfirmation } from './confirmation.ts';
import { liveSeason } from './live-season.ts';
import { monthToShow, type Planned, planSeason, WEEKLY_TARGET } from './season.ts';

/** One command of the tour with its result, ready to be drawn. */
interface Scene {
  readonly says: string;
  readonly line: string;
  readonly draw: (style: Style) => string;
}

export interface Tour {
  readonly folder: string;
  readonly season: readonly Planned[];
  readonly scenes: readonly Scene[];
  readonly file: string;
}

/** Books a season in a temporary database, and runs the commands of the tour on it. */
export async function playTour(session: Session): Promise<Tour> {
  const folder = makeTemporaryFolder('numina-demo');
  const machine = session.process.onDatabase(join(folder, 'numina.db'), { weeklyTarget: WEEKLY_TARGET });
  const sandbox = machine.session();
  try {
    const season = planSeason(session.nowLocal.slice(0, 10));
    await liveSeason(sandbox, season);
    const mail = join(folder, 'confirmation.eml');
    await writeFile(mail, writeConfirmation(session.nowLocal.slice(0, 10)));
    const file = `${folder}.ics`;
    return { folder, season, file, scenes: await play(sandbox, mail, file) };
  } finally {
    await machine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Real commands on the season, one after the other. */
async function play(session: Session, mail: string, file: string): Promise<Scene[]> {
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
    await scene(session, 'Let a mail book', 'numina import confirmation.eml', importSources, [[mail]]),
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
