import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';

/**
 * The names of zones that Windows displays, without the offset before them, and its own names. Outlook and booking
 * systems write the displayed lists of cities into calendars.
 */
const SHOWN: readonly (readonly [shown: string, windowsName: string])[] = [
  ['International Date Line West', 'Dateline Standard Time'],
  ['Aleutian Islands', 'Aleutian Standard Time'],
  ['Hawaii', 'Hawaiian Standard Time'],
  ['Marquesas Islands', 'Marquesas Standard Time'],
  ['Alaska', 'Alaskan Standard Time'],
  ['Baja California', 'Pacific Standard Time (Mexico)'],
  ['Pacific Time (US & Canada)', 'Pacific Standard Time'],
  ['Arizona', 'US Mountain Standard Time'],
  ['La Paz, Mazatlan', 'Mountain Standard Time (Mexico)'],
  ['Chihuahua, La Paz, Mazatlan', 'Mountain Standard Time (Mexico)'],
  ['Mountain Time (US & Canada)', 'Mountain Standard Time'],
  ['Yukon', 'Yukon Standard Time'],
  ['Central America', 'Central America Standard Time'],
  ['Central Time (US & Canada)', 'Central Standard Time'],
  ['Easter Island', 'Easter Island Standard Time'],
  ['Guadalajara, Mexico City, Monterrey', 'Central Standard Time (Mexico)'],
  ['Saskatchewan', 'Canada Central Standard Time'],
  ['Bogota, Lima, Quito, Rio Branco', 'SA Pacific Standard Time'],
  ['Chetumal', 'Eastern Standard Time (Mexico)'],
  ['Eastern Time (US & Canada)', 'Eastern Standard Time'],
  ['Haiti', 'Haiti Standard Time'],
  ['Havana', 'Cuba Standard Time'],
  ['Indiana (East)', 'US Eastern Standard Time'],
  ['Turks and Caicos', 'Turks And Caicos Standard Time'],
  ['Asuncion', 'Paraguay Standard Time'],
  ['Atlantic Time (Canada)', 'Atlantic Standard Time'],
  ['Caracas', 'Venezuela Standard Time'],
  ['Cuiaba', 'Central Brazilian Standard Time'],
  ['Georgetown, La Paz, Manaus, San Juan', 'SA Western Standard Time'],
  ['Santiago', 'Pacific SA Standard Time'],
  ['Newfoundland', 'Newfoundland Standard Time'],
  ['Araguaina', 'Tocantins Standard Time'],
  ['Brasilia', 'E. South America Standard Time'],
  ['Cayenne, Fortaleza', 'SA Eastern Standard Time'],
  ['City of Buenos Aires', 'Argentina Standard Time'],
  ['Greenland', 'Greenland Standard Time'],
  ['Montevideo', 'Montevideo Standard Time'],
  ['Punta Arenas', 'Magallanes Standard Time'],
  ['Saint Pierre and Miquelon', 'Saint Pierre Standard Time'],
  ['Salvador', 'Bahia Standard Time'],
  ['Mid-Atlantic', 'UTC-02'],
  ['Azores', 'Azores Standard Time'],
  ['Cabo Verde Is.', 'Cape Verde Standard Time'],
  ['Cape Verde Is.', 'Cape Verde Standard Time'],
  ['Coordinated Universal Time', 'UTC'],
  ['Co-ordinated Universal Time', 'UTC'],
  ['Dublin, Edinburgh, Lisbon, London', 'GMT Standard Time'],
  ['Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London', 'GMT Standard Time'],
  ['British Summer Time', 'GMT Standard Time'],
  ['Monrovia, Reykjavik', 'Greenwich Standard Time'],
  ['Sao Tome', 'Sao Tome Standard Time'],
  ['Casablanca', 'Morocco Standard Time'],
  ['Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'W. Europe Standard Time'],
  ['Belgrade, Bratislava, Budapest, Ljubljana, Prague', 'Central Europe Standard Time'],
  ['Brussels, Copenhagen, Madrid, Paris', 'Romance Standard Time'],
  ['Sarajevo, Skopje, Warsaw, Zagreb', 'Central European Standard Time'],
  ['West Central Africa', 'W. Central Africa Standard Time'],
  ['Amman', 'Jordan Standard Time'],
  ['Athens, Bucharest', 'GTB Standard Time'],
  ['Beirut', 'Middle East Standard Time'],
  ['Cairo', 'Egypt Standard Time'],
  ['Chisinau', 'E. Europe Standard Time'],
  ['Eastern Europe', 'E. Europe Standard Time'],
  ['Damascus', 'Syria Standard Time'],
  ['Gaza, Hebron', 'West Bank Standard Time'],
  ['Harare, Pretoria', 'South Africa Standard Time'],
  ['Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius', 'FLE Standard Time'],
  ['Jerusalem', 'Israel Standard Time'],
  ['Juba', 'South Sudan Standard Time'],
  ['Kaliningrad', 'Kaliningrad Standard Time'],
  ['Khartoum', 'Sudan Standard Time'],
  ['Tripoli', 'Libya Standard Time'],
  ['Windhoek', 'Namibia Standard Time'],
  ['Baghdad', 'Arabic Standard Time'],
  ['Istanbul', 'Turkey Standard Time'],
  ['Kuwait, Riyadh', 'Arab Standard Time'],
  ['Minsk', 'Belarus Standard Time'],
  ['Moscow, St. Petersburg', 'Russian Standard Time'],
  ['Nairobi', 'E. Africa Standard Time'],
  ['Tehran', 'Iran Standard Time'],
  ['Abu Dhabi, Muscat', 'Arabian Standard Time'],
  ['Astrakhan, Ulyanovsk', 'Astrakhan Standard Time'],
  ['Baku', 'Azerbaijan Standard Time'],
  ['Izhevsk, Samara', 'Russia Time Zone 3'],
  ['Port Louis', 'Mauritius Standard Time'],
  ['Saratov', 'Saratov Standard Time'],
  ['Tbilisi', 'Georgian Standard Time'],
  ['Volgograd', 'Volgograd Standard Time'],
  ['Yerevan', 'Caucasus Standard Time'],
  ['Kabul', 'Afghanistan Standard Time'],
  ['Ashgabat, Tashkent', 'West Asia Standard Time'],
  ['Ekaterinburg', 'Ekaterinburg Standard Time'],
  ['Islamabad, Karachi', 'Pakistan Standard Time'],
  ['Qyzylorda', 'Qyzylorda Standard Time'],
  ['Chennai, Kolkata, Mumbai, New Delhi', 'India Standard Time'],
  ['Sri Jayawardenepura', 'Sri Lanka Standard Time'],
  ['Kathmandu', 'Nepal Standard Time'],
  ['Astana', 'Central Asia Standard Time'],
  ['Bishkek', 'Central Asia Standard Time'],
  ['Dhaka', 'Bangladesh Standard Time'],
  ['Omsk', 'Omsk Standard Time'],
  ['Yangon (Rangoon)', 'Myanmar Standard Time'],
  ['Bangkok, Hanoi, Jakarta', 'SE Asia Standard Time'],
  ['Barnaul, Gorno-Altaysk', 'Altai Standard Time'],
  ['Hovd', 'W. Mongolia Standard Time'],
  ['Krasnoyarsk', 'North Asia Standard Time'],
  ['Novosibirsk', 'N. Central Asia Standard Time'],
  ['Tomsk', 'Tomsk Standard Time'],
  ['Beijing, Chongqing, Hong Kong, Urumqi', 'China Standard Time'],
  ['Irkutsk', 'North Asia East Standard Time'],
  ['Kuala Lumpur, Singapore', 'Singapore Standard Time'],
  ['Perth', 'W. Australia Standard Time'],
  ['Taipei', 'Taipei Standard Time'],
  ['Ulaanbaatar', 'Ulaanbaatar Standard Time'],
  ['Eucla', 'Aus Central W. Standard Time'],
  ['Chita', 'Transbaikal Standard Time'],
  ['Osaka, Sapporo, Tokyo', 'Tokyo Standard Time'],
  ['Pyongyang', 'North Korea Standard Time'],
  ['Seoul', 'Korea Standard Time'],
  ['Yakutsk', 'Yakutsk Standard Time'],
  ['Adelaide', 'Cen. Australia Standard Time'],
  ['Darwin', 'AUS Central Standard Time'],
  ['Brisbane', 'E. Australia Standard Time'],
  ['Canberra, Melbourne, Sydney', 'AUS Eastern Standard Time'],
  ['Guam, Port Moresby', 'West Pacific Standard Time'],
  ['Hobart', 'Tasmania Standard Time'],
  ['Vladivostok', 'Vladivostok Standard Time'],
  ['Lord Howe Island', 'Lord Howe Standard Time'],
  ['Bougainville Island', 'Bougainville Standard Time'],
  ['Chokurdakh', 'Russia Time Zone 10'],
  ['Magadan', 'Magadan Standard Time'],
  ['Norfolk Island', 'Norfolk Standard Time'],
  ['Sakhalin', 'Sakhalin Standard Time'],
  ['Solomon Is., New Caledonia', 'Central Pacific Standard Time'],
  ['Anadyr, Petropavlovsk-Kamchatsky', 'Russia Time Zone 11'],
  ['Auckland, Wellington', 'New Zealand Standard Time'],
  ['Fiji', 'Fiji Standard Time'],
  ['Chatham Islands', 'Chatham Islands Standard Time'],
  ["Nuku'alofa", 'Tonga Standard Time'],
  ['Samoa', 'Samoa Standard Time'],
  ['Kiritimati Island', 'Line Islands Standard Time'],
];

/** The IANA zone of a Windows name (`W. Europe Standard Time`), for summer or winter; null for any other name. */
export function zoneOfWindowsName(name: string): string | null {
  const exact = findIana(name)[0];
  if (exact !== undefined) return exact;
  return zoneOfTimeName(name);
}

/** As above, but only for names with the word time: without punctuation, `UTC-11` and `UTC+11` would be equal. */
function zoneOfTimeName(name: string): string | null {
  if (!/ time/i.test(name)) return null;
  const usual = name
    .trim()
    // Outlook numbers the zones of one file: `W. Europe Standard Time 1`.
    .replace(/ \d{1,3}$/, '')
    .replace(/(?: (?:standard|daylight|summer))? time(?= \(|$)/i, ' Standard Time');
  const zones = windowsZones();
  return zones.get(keyOf(usual)) ?? zones.get(keyOf(usual.replace(/ \([^()]*\)$/, ''))) ?? null;
}

/**
 * The IANA zone for a name that Windows displays (`Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`). The lists differ
 * between versions of Windows. Where the whole list is unknown, its first known city decides.
 */
export function zoneOfShownName(shown: string): string | null {
  const { wholes, parts } = shownZones();
  const whole = wholes.get(keyOf(shown));
  if (whole !== undefined) return whole;
  const all = shown.split(/[,;:]| - /);
  for (const zoneOf of [(part: string) => cityZones().get(keyOf(part)) ?? parts.get(keyOf(part)), zoneOfTimeName]) {
    for (const part of all) {
      const zone = zoneOf(part);
      if (zone) return zone;
    }
  }
  return null;
}

/** Only the letters and digits of a name, without accents. */
function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

// Each map is built at its first use, since few calendars need it.

let windowsNames: ReadonlyMap<string, string> | undefined;

function windowsZones(): ReadonlyMap<string, string> {
  windowsNames ??= new Map(
    WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === '001').map(({ windowsName, iana }) => [
      keyOf(windowsName),
      iana[0] ?? '',
    ]),
  );
  return windowsNames;
}

let shownNames:
  | { readonly wholes: ReadonlyMap<string, string>; readonly parts: ReadonlyMap<string, string> }
  | undefined;

function shownZones() {
  if (shownNames) return shownNames;
  const wholes = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const [shown, windowsName] of SHOWN) {
    const zone = zoneOfWindowsName(windowsName) ?? '';
    wholes.set(keyOf(shown), zone);
    for (const part of shown.split(',')) if (!parts.has(keyOf(part))) parts.set(keyOf(part), zone);
  }
  shownNames = { wholes, parts };
  return shownNames;
}

let cities: ReadonlyMap<string, string> | undefined;

/** The IANA zones by the last part of their names: `new york`. */
function cityZones(): ReadonlyMap<string, string> {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.includes('/'))
      .map((zone) => [keyOf(zone.slice(zone.lastIndexOf('/') + 1)), zone]),
  );
  return cities;
}
