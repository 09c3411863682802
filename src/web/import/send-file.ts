import type { ImportReportJson } from '../../contract/schemas/intake-schema.ts';
import { ask } from '../api/ask.ts';
import { typeOfFile } from './import-words.ts';

/** Sends a file to be imported, or only looked at. Throws ProblemError. */
export async function sendFile(file: File, { isDryRun }: { readonly isDryRun: boolean }): Promise<ImportReportJson> {
  const path = `/import${isDryRun ? '?dryRun=true' : ''}`;
  const { data } = await ask<ImportReportJson>('POST', path, { file, type: typeOfFile(file) });
  return data;
}
