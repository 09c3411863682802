import type { CommandSpec } from '../command.ts';

const KEY = { name: 'key', doc: 'such as zone', isRequired: true };

export const configList: CommandSpec = {
  name: 'config list',
  group: 'The program',
  summary: 'every setting, its value and where it comes from',
  isOfMachine: true,
  examples: [{ line: 'numina config list', doc: 'all settings' }],
  load: async () => ({ action: (await import('../actions/config.ts')).listAction }),
};

export const configGet: CommandSpec = {
  name: 'config get',
  group: 'The program',
  summary: 'one setting',
  arguments: [KEY],
  isOfMachine: true,
  examples: [{ line: 'numina config get zone', doc: 'the home zone' }],
  load: async () => ({ action: (await import('../actions/config.ts')).getAction }),
};

export const configSet: CommandSpec = {
  name: 'config set',
  group: 'The program',
  summary: 'change a setting',
  arguments: [KEY, { name: 'value', doc: 'its new value', isRequired: true }],
  options: [{ flags: '--from <date>', doc: 'for a weekly_target: the first day on which it applies (today)' }],
  isOfMachine: true,
  examples: [
    { line: 'numina config set zone Europe/Berlin', doc: 'where home is' },
    { line: 'numina config set weekly_target 3', doc: 'three days make a week' },
    {
      line: 'numina config set weekly_target 4 --from 2026-11-23',
      doc: 'four from that week on; those before keep three',
    },
    { line: "numina config set import.map 'Spin*=type:spin'", doc: 'what every import says of some classes' },
  ],
  load: async () => ({ action: (await import('../actions/config.ts')).setAction }),
};

export const configUnset: CommandSpec = {
  name: 'config unset',
  group: 'The program',
  summary: 'back to the default',
  arguments: [KEY],
  isOfMachine: true,
  examples: [{ line: 'numina config unset clock', doc: 'the 24-hour clock again' }],
  load: async () => ({ action: (await import('../actions/config.ts')).unsetAction }),
};

export const configEdit: CommandSpec = {
  name: 'config edit',
  group: 'The program',
  summary: 'open the settings in your editor',
  isOfMachine: true,
  examples: [
    {
      line: 'EDITOR=true numina config edit',
      doc: 'VISUAL, EDITOR, or vi on a terminal; a command as a shell reads it',
    },
  ],
  load: async () => ({ action: (await import('../actions/config.ts')).editAction }),
};

export const configPathCommand: CommandSpec = {
  name: 'config path',
  group: 'The program',
  summary: 'where the settings are',
  isOfMachine: true,
  examples: [{ line: 'numina config path', doc: 'the file' }],
  load: async () => ({ action: (await import('../actions/config.ts')).pathAction }),
};
