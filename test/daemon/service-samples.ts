import type { ServiceProgram } from '../../src/daemon/service-program.ts';

/** Paths and values with everything that a service file gives a meaning of its own. */
export const AWKWARD: ServiceProgram = {
  node: '/opt/my node/100%/bin/node',
  program: '/home/ana/it\'s "mine" & <yours>/$HOME/a\\b/numina.js',
  words: ['daemon', 'run', '--db', '/home/ana/classes 50%h.db'],
  environment: { NUMINA_ZONE: 'Europe/Berlin', NUMINA_CONFIG: '/home/ana/a "b" %h $x \\n.toml' },
};

export const PLAIN: ServiceProgram = {
  node: '/usr/bin/node',
  program: '/usr/local/bin/numina',
  words: ['daemon', 'run'],
  environment: {},
};
