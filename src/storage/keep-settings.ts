import type { Process } from '../app.ts';

/**
 * Copies the settings of the first account from the config file to the record at a server, where two machines must not
 * give one person two targets. Gives their keys. The database is opened anew: it holds other accounts now.
 */
export async function keepSettings(machine: Process): Promise<readonly string[]> {
  const again = machine.again();
  try {
    return await again.session({ account: undefined }).keepSettingsInDatabase();
  } finally {
    await again.close();
  }
}
