import { checkedZone, systemZone } from '../time/zones.ts';

/**
 * The home zone: `NUMINA_ZONE`, else the setting `zone`, else that of the system. Throws UsageError for a wrong
 * variable.
 */
export function homeZoneOf(env: NodeJS.ProcessEnv, setting: string | null): string {
  const { NUMINA_ZONE: said } = env;
  return said ? checkedZone(said, 'NUMINA_ZONE') : (setting ?? systemZone(env));
}
