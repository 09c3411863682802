import { UsageError } from '../errors.ts';
import { field, words } from '../words.ts';
import { changeSettingAt, readSettingAt, resetSettingAt, type SettingsPlace } from './own-settings-service.ts';
import { findSetting } from './setting-specs.ts';
import type { changeSetting, SettingEntry } from './settings-service.ts';

/** A weekly target that is about to change, for whoever keeps from which date each one is in force. */
export interface TargetChange {
  /** The class type; null for all classes. */
  readonly type: string | null;
  /** Days per week; null where the setting is removed. */
  readonly target: number | null;
  /** The first date on which it is in force; null where it was not said. */
  readonly from: string | null;
  /** The target that was set before; null for none, undefined where settings are wrong, which a change may mend. */
  readonly before: number | null | undefined;
}

export type DateTarget<Dated> = (change: TargetChange) => Promise<Dated | null>;

/** A setting, and for a weekly target since when it is in force; null where it holds for the whole history. */
type With<Entry, Dated> = Entry & { readonly dated: Dated | null };

/** Checks that a setting is there, has a text, and is one that `from` may be said of. Throws UsageError. */
export function checkSettingChange(key: string, text: string | undefined, from: string | undefined): string {
  const { doc } = findSetting(key);
  if (text === undefined) throw new UsageError('argument_missing', `What should ${key} be?`, words`${key}: ${doc}.`);
  if (from !== undefined && targetType(key) === undefined) {
    throw new UsageError(
      'from_misplaced',
      words`${field('from')} says nothing of ${key}.`,
      'It is for weekly_target alone.',
    );
  }
  return text;
}

/** As `changeSetting`; a weekly target is dated by `dateTarget`. */
export function setSetting<Dated>(
  place: SettingsPlace,
  { key, text, from }: { readonly key: string; readonly text: string; readonly from: string | null },
  dateTarget: DateTarget<Dated>,
): Promise<With<ReturnType<typeof changeSetting>, Dated>> {
  return dated(place, key, from, dateTarget, () => changeSettingAt(place, key, text));
}

/** As `resetSetting`; that a weekly target is gone is dated too. */
export function unsetSetting<Dated>(
  place: SettingsPlace,
  key: string,
  dateTarget: DateTarget<Dated>,
): Promise<With<SettingEntry, Dated>> {
  return dated(place, key, null, dateTarget, () => resetSettingAt(place, key));
}

async function dated<Entry extends SettingEntry, Dated>(
  place: SettingsPlace,
  key: string,
  from: string | null,
  dateTarget: DateTarget<Dated>,
  change: () => Promise<Entry>,
): Promise<With<Entry, Dated>> {
  const type = targetType(key);
  if (type === undefined) return { ...(await change()), dated: null };
  const before = await targetBefore(place, key);
  const entry = await change();
  const target = isSet(entry) ? (entry.value as number) : null;
  return { ...entry, dated: await dateTarget({ type, target, from, before }) };
}

/** The class type that a weekly target is for, null for all; undefined for any other setting. */
function targetType(key: string): string | null | undefined {
  if (key === 'weekly_target') return null;
  return key.startsWith('weekly_target.') ? key.slice('weekly_target.'.length) : undefined;
}

function isSet({ source }: SettingEntry): boolean {
  return source === 'config' || source === 'account';
}

async function targetBefore(place: SettingsPlace, key: string): Promise<number | null | undefined> {
  try {
    const entry = await readSettingAt(place, key);
    return isSet(entry) ? (entry.value as number) : null;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
