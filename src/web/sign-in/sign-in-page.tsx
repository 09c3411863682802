import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { FormRow } from '../parts/form-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

interface SignInPageProps {
  /** The secret of a link that was opened; null where the person comes without one. */
  readonly secret: string | null;
  readonly onSignedIn: () => void;
}

/**
 * Turns a link or a token into a session. A link is used when the button is pressed, not when it is opened: chat programs
 * and mail scanners open links too.
 */
export function SignInPage({ secret, onSignedIn }: SignInPageProps) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const signIn = async (body: { readonly link: string } | { readonly token: string }) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await ask('POST', '/session', { body });
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
      <h1>{secret === null ? 'Sign in' : 'Sign in on this device'}</h1>
      {secret !== null && (
        <>
          <p>The link signs this browser in for 30 days. It works once.</p>
          <button type="button" class="act act-main" disabled={isBusy} onClick={() => signIn({ link: secret })}>
            Sign in
          </button>
        </>
      )}
      <ProblemNote problem={problem} />
      {secret === null && (
        <p>
          <code>numina account link</code> prints a link for this browser. Or paste an access token:
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void signIn({ token: token.trim() });
        }}
      >
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
        <button type="submit" class={secret === null ? 'act act-main' : ''} disabled={isBusy}>
          Sign in with a token
        </button>
      </form>
    </main>
  );
}
