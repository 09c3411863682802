import { useEffect, useState } from 'preact/hooks';
import { ask } from './api/ask.ts';
import { type Person, readPerson } from './api/person.ts';
import { ProblemError, type ProblemJson, problemOf } from './api/problem.ts';
import { forgetData, onRefresh, refresh } from './api/use-data.ts';
import { CalendarFrame } from './calendar-frame.tsx';
import { forgetSeen } from './connection.ts';
import { goTo, usePlace } from './navigation.ts';
import { ProblemNote } from './parts/problem-note.tsx';
import type { Route } from './routes.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';

type Standing = 'asking' | 'out' | Person;

/** The calendar of who is signed in; else the page to sign in. */
export function App() {
  const place = usePlace();
  const { route } = place;
  const [standing, setStanding] = useState<Standing>('asking');
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const look = async () => {
    setProblem(null);
    try {
      const person = await readPerson();
      setStanding((last) => (JSON.stringify(last) === JSON.stringify(person) ? last : person));
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) setStanding('out');
      else setProblem(problemOf(error));
    }
  };
  useEffect(() => {
    void look();
  }, []);
  const isIn = typeof standing === 'object';
  useEffect(() => {
    if (!isIn) return;
    // The settings may have been changed elsewhere, or this browser signed out.
    return onRefresh(async () => {
      try {
        const person = await readPerson();
        setStanding((last) => (JSON.stringify(last) === JSON.stringify(person) ? last : person));
      } catch (error) {
        if (problemOf(error).status === 401) setStanding('out');
      }
    });
  }, [isIn]);
  const signedIn = async (to: Route) => {
    forgetData();
    await forgetSeen();
    await look();
    goTo(to, { isReplacing: true });
    refresh();
  };
  const signOut = async () => {
    try {
      await ask('DELETE', '/session');
    } catch (error) {
      if (problemOf(error).status !== 401) return setProblem(problemOf(error));
    }
    forgetData();
    await forgetSeen();
    setStanding('out');
    goTo({ page: 'sign-in' });
  };

  if (standing === 'out') {
    const to: Route = route.page === 'sign-in' ? { page: 'month', date: null } : route;
    return <SignInPage onSignedIn={() => signedIn(to)} />;
  }
  if (standing === 'asking') {
    return (
      <main class="sign-in" aria-busy={problem === null}>
        <h1 class="unseen">numina</h1>
        <ProblemNote problem={problem} onRetry={look} />
      </main>
    );
  }
  return (
    <>
      <ProblemNote problem={problem} />
      <CalendarFrame place={place} person={standing} onSignOut={signOut} />
    </>
  );
}
