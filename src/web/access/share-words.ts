import type { ShareJson } from '../../contract/schemas/access-schema.ts';

/** What a shared calendar shows: `type yoga, spin; from today`. */
export function sayFilter(filter: ShareJson['filter']): string {
  const parts = Object.entries(filter).flatMap(([field, said]) =>
    said === null || said.length === 0 ? [] : [`${field} ${typeof said === 'string' ? said : said.join(', ')}`],
  );
  return parts.length === 0 ? 'everything' : parts.join('; ');
}

/** The filters of a new one: lists are typed with commas. */
export function filterOfShare(draft: { readonly type: string; readonly location: string }): object {
  const listOf = (text: string) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  const [type, location] = [listOf(draft.type), listOf(draft.location)];
  return { ...(type.length > 0 && { type }), ...(location.length > 0 && { location }) };
}
