import { toReportJson } from '../../contract/intake-json.ts';
import { importQuery } from '../../contract/schemas/filter-query-schema.ts';
import { importReport } from '../../contract/schemas/intake-schema.ts';
import { FailureError } from '../../errors.ts';
import { importSource } from '../../intake/import-service.ts';
import { wordForApi } from '../api-wording.ts';
import { defineEndpoint } from '../endpoint.ts';
import { RequestError } from '../request-error.ts';
import { type RawBody, readFiles } from '../uploaded-files.ts';

/** A record of twenty years has 3 MiB. */
const MOST_BYTES = 20 * 1_048_576;

const TYPES = [
  'text/calendar',
  'text/csv',
  'application/json',
  'message/rfc822',
  'application/mbox',
  'application/octet-stream',
  'multipart/form-data',
];

const importFiles = defineEndpoint<typeof importQuery>({
  method: 'POST',
  path: '/import',
  name: 'importFiles',
  summary: 'Take in a calendar, a table, a record or mails: all that is in them, or nothing',
  scope: 'write',
  query: importQuery,
  rawBody: { types: TYPES, mostBytes: MOST_BYTES },
  answer: { status: 200, schema: importReport },
  marksByHabit: true,
  async run({ session, query: { dryRun, revive, name = 'the upload', ...reading }, body }) {
    const files = await readFiles(body as RawBody, name);
    const { report, unreadable } = await importSource(
      await session.bookings(),
      session.importParts,
      { ...reading, dryRun: dryRun === 'true', revive: revive === 'true' },
      // What is imported is what was sent: no path of this machine and no address is ever read.
      files.map((file) => ({ name: file.name, read: async () => file.bytes })),
    ).catch(wrongDocument);
    if (unreadable === null) return { json: toReportJson(report, wordForApi) };
    throw new RequestError(422, 'nothing_taken', `Nothing in ${unreadable} could be taken.`, {
      hint: report.skipped[0]?.reason ?? 'Send a calendar (.ics), a table (.csv), a record (.json) or mails.',
    });
  },
});

/** What cannot be read is the document that was sent, and no defect. Throws it. */
function wrongDocument(error: unknown): never {
  if (!(error instanceof FailureError)) throw error;
  throw new RequestError(422, error.code, error.fact, { hint: error.hint });
}

export const IMPORT = [importFiles];
