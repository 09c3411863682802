import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** Turns a token into a session, for a person who comes without a sign-in link; the server itself has a page for those. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const signIn = async (event: Event) => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(null);
    try {
      await ask('POST', '/session', { body: { token: token.trim() } });
      onSignedIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <main class="sign-in">
      <p class="wordmark" aria-hidden="true">
        <span class="tone-accent">○</span> numina
      </p>
      <h1>Sign in</h1>
      <p>
        <code>numina account link</code> prints a link for this browser. Or paste an access token:
      </p>
      <ProblemNote problem={problem} />
      <form onSubmit={signIn}>
        <FormRow id="token" label="Access token" isWide>
          <input
            id="token"
            type="password"
            autocomplete="current-password"
            required
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </FormRow>
        <button type="submit" class="act act-main" disabled={isBusy}>
          Sign in with a token
        </button>
      </form>
    </main>
  );
}
