import { RequestError } from './request-error.ts';

/** A body in bytes, as it was sent. */
export interface RawBody {
  readonly bytes: Uint8Array;
  /** The header `Content-Type`. */
  readonly type: string;
}

/** A file that was sent. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** More than anybody sends at once. */
const MOST_FILES = 50;

/** The files in a body: several in a form, else one, called `name`. Throws RequestError. */
export async function readFiles({ bytes, type }: RawBody, name: string): Promise<readonly UploadedFile[]> {
  if (!/^multipart\/form-data\b/i.test(type)) return [{ name, bytes }];
  const form = await readForm(bytes, type);
  const files = [...form.values()].filter((part) => part instanceof File);
  if (files.length > MOST_FILES) throw wrongForm('too_many_files', `The form has more than ${MOST_FILES} files.`);
  if (files.length === 0) throw wrongForm('no_file', 'The form has no file.');
  return Promise.all(
    files.map(async (file) => ({ name: file.name || name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

async function readForm(bytes: Uint8Array, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw wrongForm('bad_form', 'The form cannot be read.');
  }
}

function wrongForm(code: string, fact: string): RequestError {
  return new RequestError(422, code, fact, {
    hint: 'Send one or several files as multipart/form-data, or one as it is.',
  });
}
