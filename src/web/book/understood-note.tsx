import { sayProblem } from '../api/problem.ts';
import { isUnderstood, type Meaning } from './understood.ts';
import type { Reading } from './use-understanding.ts';

interface UnderstoodNoteProps {
  readonly reading: Reading;
  /** The meaning that the person chose. */
  readonly chosen: Meaning | null;
  readonly onChoose: (meaning: Meaning) => void;
}

/** What was understood, said while typing; where words mean several times, those to choose from. */
export function UnderstoodNote({ reading: { understanding, problem }, chosen, onChoose }: UnderstoodNoteProps) {
  const isClear = understanding !== null && isUnderstood(understanding);
  const meanings = understanding !== null && !isUnderstood(understanding) ? understanding.meanings : [];
  return (
    <>
      <div class="understood" id="book-understood" role="status">
        {chosen && <Echo text={chosen.echo} />}
        {!chosen && isClear && (
          <>
            <Echo text={understanding.echo} />
            {understanding.note !== null && <p class="soft">{understanding.note}</p>}
            {understanding.conflicts.map((each) => (
              <p class="tone-warn" key={each.id}>
                Overlaps {each.class.name}.
              </p>
            ))}
          </>
        )}
        {!chosen && understanding !== null && !isUnderstood(understanding) && (
          <p class="unclear">
            {understanding.problem}
            {meanings.length === 0 && understanding.hint !== null && ` ${understanding.hint}`}
          </p>
        )}
        {!chosen && problem && <p class="unclear">{sayProblem(problem)}</p>}
      </div>
      {!chosen && meanings.length > 0 && (
        <fieldset class="meanings">
          <legend>Which is meant?</legend>
          {meanings.map((meaning) => (
            <button type="button" key={meaning.startsAt} onClick={() => onChoose(meaning)}>
              {meaning.echo}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Echo({ text }: { readonly text: string }) {
  return (
    <p class="echo">
      <span class="tone-accent" aria-hidden="true">
        ○{' '}
      </span>
      {text}
    </p>
  );
}
