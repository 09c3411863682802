import { inField, UsageError } from '../errors.ts';
import { command, words } from '../words.ts';
import { listSettingsAt, type SettingsPlace } from './own-settings-service.ts';
import { findSetting, isOfPerson, SETTINGS, type SettingValue } from './setting-specs.ts';
import { checkSetting, type SettingEntry } from './settings-service.ts';
import { type DateTarget, setSetting, unsetSetting } from './weekly-target-setting.ts';

/** Settings as another machine says them, not checked yet; null puts one back to its default. */
export type SaidSettings = Readonly<Record<string, SettingValue | null>>;

/** An address that this machine asks: only who sits at it may choose one. */
const AT_HOME_ONLY = 'webhook.url';

/** The settings of the person alone: what is set for the machine is nobody's business elsewhere. */
export async function listPersonSettings(place: SettingsPlace): Promise<readonly SettingEntry[]> {
  const entries = await listSettingsAt(abroad(place));
  return entries.filter(({ key }) => isOfPerson(key));
}

/** Changes settings of the person: those that are named, where all of them are right. Throws UsageError. */
export async function patchSettings<Dated>(
  place: SettingsPlace,
  said: SaidSettings,
  dateTarget: DateTarget<Dated>,
): Promise<void> {
  const texts = Object.entries(said).map(([key, value]) => [key, inField(key, () => checked(key, value))] as const);
  const from = abroad(place);
  for (const [key, text] of texts) {
    if (text === null) await unsetSetting(from, key, dateTarget);
    else await setSetting(from, { key, text, from: null }, dateTarget);
  }
}

/** The zone of the environment is that of this machine, and not of a person elsewhere. */
function abroad(place: SettingsPlace): SettingsPlace {
  return { ...place, env: { ...place.env, NUMINA_ZONE: undefined } };
}

/** The text of a value; null for none. Throws UsageError. */
function checked(key: string, value: SettingValue | null): string | null {
  if (!isOfPerson(key)) {
    const keys = SETTINGS.filter((each) => each.isOfPerson).map((each) => each.key);
    throw new UsageError(
      'unknown_setting',
      `There is no setting of a person “${key.slice(0, 100)}”.`,
      `There are ${keys.join(', ')}.`,
    );
  }
  if (key === AT_HOME_ONLY && value !== null) {
    const hint = words`Set it there: ${command('config set', key)}.`;
    throw new UsageError('setting_of_terminal', `${key} is set on the machine of numina alone.`, hint);
  }
  if (value === null) return null;
  const text = textOf(key, value);
  checkSetting(key, text);
  return text;
}

function textOf(key: string, value: SettingValue): string {
  if (typeof value !== 'object') return String(value);
  return findSetting(key).parseList ? JSON.stringify(value) : value.join(',');
}
