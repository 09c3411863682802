import { useRef, useState } from 'preact/hooks';
import type { ImportReportJson } from '../../contract/schemas/intake-schema.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sayCounts } from './import-words.ts';
import { sendFile } from './send-file.ts';

interface Looked {
  readonly file: File;
  readonly report: ImportReportJson;
}

/** Takes bookings from a file that is dropped or chosen: first it says what would come of it, then it does it. */
export function ImportPage() {
  const app = useApp();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const work = async (what: () => Promise<void>) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await what();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsBusy(false);
      // The same file can be chosen again, once it was changed.
      if (chooser.current) chooser.current.value = '';
    }
  };
  const look = (file: File | undefined) => {
    if (!file) return;
    setLooked(null);
    void work(async () => setLooked({ file, report: await sendFile(file, { isDryRun: true }) }));
  };
  const take = ({ file }: Looked) =>
    work(async () => {
      const report = await sendFile(file, { isDryRun: false });
      setLooked(null);
      app.tell(`Imported ${file.name}: ${sayCounts(report)}.`, { canUndo: true });
      refresh();
    });
  return (
    <>
      <header class="page-head">
        <h1>Import</h1>
      </header>
      <p class="help">
        A calendar (.ics), a table (.csv), a record (.json) or mails (.eml, .mbox), as <code>numina import</code> takes
        it; 20 MiB at most. Nothing is written before you say so.
      </p>
      <label
        class={isOver ? 'drop is-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          look(event.dataTransfer?.files[0]);
        }}
      >
        <span>Drop a file here, or choose one</span>
        <input
          ref={chooser}
          type="file"
          accept=".ics,.csv,.json,.eml,.mbox"
          disabled={isBusy}
          onChange={(event) => look(event.currentTarget.files?.[0])}
        />
      </label>
      <ProblemNote problem={problem} />
      <div role="status" aria-busy={isBusy}>
        {isBusy && <p class="soft">Reading …</p>}
        {looked && <Outlook looked={looked} isBusy={isBusy} onTake={() => take(looked)} />}
      </div>
    </>
  );
}

interface OutlookProps {
  readonly looked: Looked;
  readonly isBusy: boolean;
  readonly onTake: () => void;
}

/** What would come of a file. */
function Outlook({ looked: { file, report }, isBusy, onTake }: OutlookProps) {
  const changes = report.created + report.updated + report.cancelled + report.adopted;
  return (
    <section class="panel" aria-labelledby="outlook">
      <h2 id="outlook" class="any-text">
        {file.name}
      </h2>
      <p>{sayCounts(report)}</p>
      {report.skipped.length > 0 && (
        <details class="more">
          <summary>{report.skipped.length} left out</summary>
          <ul class="rows">
            {report.skipped.slice(0, 100).map(({ uid, line, reason }) => (
              <li key={`${uid}${line}`} class="any-text">
                {line === null ? '' : `line ${line}: `}
                {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="actions is-last">
        <button type="button" class="act act-main" disabled={isBusy || changes === 0} onClick={onTake}>
          Import
        </button>
      </div>
    </section>
  );
}
