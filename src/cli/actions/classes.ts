import type { Session } from '../../app.ts';
import { type Catalogue, type CatalogueEntry, readCatalogue, readEntry } from '../../attendance/reviews/catalogue.ts';
import { planReviewMove } from '../../attendance/reviews/move-reviews.ts';
import type { FitnessClass } from '../../bookings/booking.ts';
import { describeClass } from '../../bookings/class-reference.ts';
import { mergeClasses, type Reclassed, renameClass } from '../../bookings/class-service.ts';
import { toClassJson, toReclassedJson } from '../../contract/class-json.ts';
import { renderClasses, renderReclassed } from '../../render/class-table.ts';
import { parseClassTemplate } from '../../render/class-template.ts';
import { printable } from '../../render/printable.ts';
import { renderLines, type Template } from '../../render/template.ts';
import { type CommandAction, defineAction, type RawInput } from '../command.ts';
import { argumentWords, hasFlag, requiredWord, textOption } from '../raw-options.ts';

type ClassLine = ReturnType<typeof toClassJson>;

interface ListInput {
  readonly part: string;
  readonly template: Template<ClassLine> | null;
}

export const listAction = defineAction<ListInput, Catalogue & Pick<ListInput, 'template'>>({
  isLong: true,
  parse(raw) {
    const format = textOption(raw, 'format');
    return {
      part: argumentWords(raw, 0)[0] ?? '',
      template: format === undefined ? null : parseClassTemplate<ClassLine>(format),
    };
  },
  run: async (session, { part, template }) => ({
    ...(await readCatalogue(await session.bookings(), part)),
    template,
  }),
  toText({ entries, ratings, template }, style) {
    if (template) {
      const lines = entries.map((entry) => toClassJson(entry, ratings));
      return renderLines(lines, template, style);
    }
    const rows = entries.map((entry) => ({
      ...entry,
      lastOn: entry.last?.startsLocal.slice(0, 10) ?? null,
      rating: ratings.byClass.get(entry.fitnessClass.id)?.rating ?? null,
    }));
    return renderClasses(rows, ratings, style);
  },
  toJson: ({ entries, ratings }) => entries.map((entry) => toClassJson(entry, ratings)),
});

interface Input {
  readonly words: readonly [string, string];
  readonly isEverywhere: boolean;
}

interface Result {
  readonly reclassed: Reclassed;
  readonly entry: CatalogueEntry;
  readonly ratings: Catalogue['ratings'];
}

export const renameAction = defineReclassAction({
  verb: 'Renamed',
  questions: ['Which class?', 'What is it to be called?'],
  example: 'For example: numina classes rename "Spin 45" Spin',
  change: async (session, { words: [text, name], isEverywhere }) =>
    renameClass(await session.bookings(), { text, name, isEverywhere }),
});

export const mergeAction = defineReclassAction({
  verb: 'Merged',
  questions: ['Which class stays?', 'Which class goes into it?'],
  example: 'For example: numina classes merge "Spin 45" Spim',
  change: async (session, { words: [kept, gone], isEverywhere }) =>
    mergeClasses(await session.bookings(), { kept, gone, isEverywhere }, planReviewMove),
});

interface Reclassing {
  readonly verb: 'Renamed' | 'Merged';
  readonly questions: readonly [string, string];
  readonly example: string;
  readonly change: (session: Session, input: Input) => Promise<Reclassed>;
}

/** What rename and merge share: two words in, the class as it is afterwards out. */
function defineReclassAction({ verb, questions, example, change }: Reclassing): CommandAction {
  return defineAction<Input, Result>({
    parse: (raw: RawInput) => ({
      words: [requiredWord(raw, 0, questions[0], example), requiredWord(raw, 1, questions[1], example)],
      isEverywhere: hasFlag(raw, 'everywhere'),
    }),
    async run(session, input) {
      const reclassed = await change(session, input);
      return { reclassed, ...(await readEntry(await session.bookings(), reclassed.fitnessClass)) };
    },
    toText: ({ reclassed }, style) => renderReclassed(verb, reclassed, style),
    toJson: ({ reclassed, entry, ratings }) => toReclassedJson(reclassed, entry, ratings),
    toNotes: ({ reclassed: { isChanged, kept, fitnessClass } }) => [
      ...(isChanged ? [] : ['It is so already; nothing changed.']),
      ...(kept === 0 ? [] : [keptNote(kept, fitnessClass)]),
    ],
  });
}

function keptNote(kept: number, fitnessClass: FitnessClass): string {
  const keep = kept === 1 ? '1 booking keeps what it was' : `${kept} bookings keep what they were`;
  const [named, name] = [describeClass(fitnessClass), fitnessClass.name].map(printable);
  return `${keep} recorded as; numina classes rename "${named}" "${name}" --everywhere changes that too.`;
}
