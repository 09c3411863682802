import { toFindingJson } from '../../contract/program-json.ts';
import { examineHealth } from '../../doctor/examine-health.ts';
import type { Finding } from '../../doctor/verdict.ts';
import { FailureError } from '../../errors.ts';
import { renderFindings } from '../../render/findings.ts';
import { singleLine } from '../../render/printable.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { defineAction } from '../command.ts';
import { hasFlag } from '../raw-options.ts';

export const action = defineAction<{ readonly mends: boolean }, readonly Finding[]>({
  parse: (raw) => ({ mends: hasFlag(raw, 'fix') }),
  run: async (session, { mends }) => examineHealth(session, mends),
  toText: renderFindings,
  toJson: (findings) => findings.map((finding) => toFindingJson(finding, wordForTerminal)),
  toPlain: (findings) =>
    findings.map(({ check, ok, message, hint }) => [
      ok === null ? '-' : ok ? 'ok' : 'wrong',
      check,
      singleLine(wordForTerminal(message)),
      singleLine(wordForTerminal(hint ?? '')),
    ]),
  toError(findings) {
    const wrong = findings.filter(({ ok }) => ok === false);
    if (wrong.length === 0) return null;
    const what = wrong.length === 1 ? 'One check has' : `${wrong.length} checks have`;
    const hint = wrong.some(({ canMend }) => canMend) ? 'numina doctor --fix mends what can be mended safely.' : null;
    return new FailureError(
      'unwell',
      `${what} found something wrong: ${wrong.map(({ check }) => check).join(', ')}.`,
      hint,
    );
  },
});
