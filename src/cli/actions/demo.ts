import { toDemoJson } from '../../contract/program-json.ts';
import { defineAction } from '../command.ts';
import { playTour, type Tour } from '../demo/tour.ts';
import { refuseAccount } from '../named-account.ts';

const NEXT_STEPS = [
  ['numina book "Your class" tomorrow 18:00 --location "Your studio"', 'your first booking'],
  ['numina import classes.ics', 'or bring what you have: .ics or .csv'],
  ['numina calendar', 'and there it is'],
] as const;

export const action = defineAction<null, Tour>({
  parse(raw) {
    refuseAccount(raw, 'The tour has a database and an account of its own.');
    return null;
  },

  run: playTour,

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
