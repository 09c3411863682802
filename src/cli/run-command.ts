import type { Session } from '../app.ts';
import { StorageError } from '../errors.ts';
import type { Style } from '../render/style.ts';
import { toJsonText } from '../text/json-text.ts';
import { command, words } from '../words.ts';
import { replaceInWords, withChosenMeanings } from './choose-meaning.ts';
import type { CommandAction, Prompter, RawInput, Surroundings } from './command.ts';
import type { Invocation } from './program.ts';
import { type Progress, progressOn } from './progress.ts';
import { screenStyle } from './screen-style.ts';
import { isInteractive, type OutputOptions, type Terminal } from './terminal.ts';
import { wrapNote } from './wrap-note.ts';

/** The form of the output. */
type Form = 'json' | 'plain' | 'text';

/**
 * Runs one command: parse, prepare, run, write. The form of the output is chosen here only, and nothing else writes to
 * standard output. Throws what the command throws, and the error of its result.
 */
export async function runCommand({ spec, raw }: Invocation, session: Session, terminal: Terminal): Promise<void> {
  const { options } = raw;
  const form: Form = options['json'] ? 'json' : options['plain'] ? 'plain' : 'text';
  const output: OutputOptions = {
    color: options['color'] as string | boolean | undefined,
    isMachineReadable: form !== 'text',
    noInput: options['input'] === false,
  };
  const surroundings: Surroundings = { isScreen: form === 'text' && Boolean(terminal.stdout.isTTY) };
  const { action } = await spec.load();
  if (!spec.isOfMachine) await session.ready();
  const somebody = () => prompterOf(terminal, output);
  const parse = async (words: RawInput) => action.parse(words, surroundings, session);
  const parsed = await withChosenMeanings(raw, parse, replaceInWords, somebody);
  const style = await screenStyle(session, terminal, output);
  const progress = progressOn(terminal.stderr, form === 'text' && !options['quiet']);
  const run = (input: unknown) =>
    action
      .run(session, input, progress)
      .catch((error) => rethrowWithSaved(error, session))
      .finally(() => progress(''));
  if (spec.marksByHabit) await session.markByHabit();
  const input = action.prepare ? await action.prepare(session, parsed, await somebody(), style) : parsed;
  const result = await withChosenMeanings(input, run, action.settle ?? (() => null), somebody);
  await session.settle();
  if (!options['quiet']) {
    const notes = [...(action.toNotes?.(result, style) ?? []), ...(await newsNotes(session, style))];
    const width = terminal.stderr.isTTY ? style.width : Number.POSITIVE_INFINITY;
    for (const note of notes) terminal.stderr.write(`${wrapNote(note, width)}\n`);
  }
  const chunks = action.toChunks?.(result, style) ?? null;
  if (chunks !== null) {
    if (action.goesOnUnread) await tellChunks(chunks, terminal);
    else await writeChunks(chunks, terminal, progress);
  } else {
    const text = toOutput(action, result, form, style);
    if (action.isLong && surroundings.isScreen) await (await import('./pager.ts')).writeLong(text, terminal);
    else terminal.stdout.write(text);
  }
  const error = action.toError?.(result) ?? null;
  if (error) throw error;
}

/** A failure after a change was saved must not say that nothing was changed. */
async function rethrowWithSaved(error: unknown, { process }: Session): Promise<never> {
  if (!(error instanceof StorageError) || error.code === 'outcome_unknown') throw error;
  if (!(await process.hasSaved())) throw error;
  throw new StorageError(
    'failed_after_saving',
    words`A change is saved, and then this failed: ${error.fact}`,
    words`Look with ${command('list')} before you do it again.`,
    error,
  );
}

/** Longer work shows progress (ms). */
const LONG_MS = 1000;

async function writeChunks(chunks: AsyncIterable<string>, { stdout }: Terminal, progress: Progress): Promise<void> {
  const beganAt = performance.now();
  let characters = 0;
  for await (const chunk of chunks) {
    stdout.write(chunk);
    characters += chunk.length;
    const isLong = performance.now() - beganAt > LONG_MS && !stdout.isTTY;
    if (isLong) progress(`Written ${Math.round(characters / 1_000_000)} MB…`);
  }
  progress('');
}

/** Writes and ignores errors: a full disk or a closed terminal must not stop the work. */
async function tellChunks(chunks: AsyncIterable<string>, { stdout }: Terminal): Promise<void> {
  for await (const chunk of chunks) {
    try {
      stdout.write(chunk);
    } catch {
      // This piece is lost. The next one is tried again.
    }
  }
}

/** Notes about other events. Most commands have none. */
async function newsNotes({ news }: Session, style: Style): Promise<readonly string[]> {
  if (news.earned.length === 0 && news.assumed.length === 0 && news.problems.length === 0) return [];
  return (await import('./news-notes.ts')).formatNews(news, style);
}

/** A prompter, or null where nobody can answer. */
async function prompterOf(terminal: Terminal, output: OutputOptions): Promise<Prompter | null> {
  return isInteractive(terminal, output) ? (await import('./prompter.ts')).openPrompter() : null;
}

function toOutput(action: CommandAction, result: unknown, form: Form, style: Style): string {
  if (form === 'json') return `${toJsonText(action.toJson(result), 2)}\n`;
  const text =
    form === 'plain' && action.toPlain
      ? action
          .toPlain(result)
          .map((row) => row.join('\t'))
          .join('\n')
      : action.toText(result, style);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
