import { checkedZone, systemZone } from '../time/zones.ts';

/** `NUMINA_ZONE`, else the setting `zone`, else the system's zone now. Throws UsageError where the variable names none. */
export function homeZoneOf(env: NodeJS.ProcessEnv, setting: string | null): string {
  const { NUMINA_ZONE: said } = env;
  return said ? checkedZone(said, 'NUMINA_ZONE') : (setting ?? systemZone(env));
}
