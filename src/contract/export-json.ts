import type { VdirReport } from '../calendar/vdir.ts';
import type { ExportedFolderJson, ExportedJson } from './schemas/export-schema.ts';

/** The result of an export: into a folder where `vdir` is given, else to a file or a link. */
export function toExportedJson({
  file,
  folder,
  vdir,
  link,
  count,
}: {
  readonly file: string | null;
  readonly folder: string | null;
  readonly vdir: VdirReport | null;
  readonly link: string | null;
  /** The number of bookings. */
  readonly count: number;
}): ExportedJson | ExportedFolderJson {
  if (vdir === null) return { file, link, bookings: count };
  const { written, removed, unchanged } = vdir;
  return { folder, bookings: count, written, removed, unchanged };
}
