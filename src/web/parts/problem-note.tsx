import { type ProblemJson, sayProblem } from '../api/problem.ts';

/** A problem in words, said aloud as soon as it is there. */
export function ProblemNote({
  problem,
  onRetry,
}: {
  readonly problem: ProblemJson | null;
  readonly onRetry?: () => void;
}) {
  return (
    <div role="alert">
      {problem && (
        <p class="problem">
          <span aria-hidden="true">! </span>
          {sayProblem(problem)}
          {onRetry && (
            <button type="button" class="quiet" onClick={onRetry}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
}
