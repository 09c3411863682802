import { command, words } from '../words.ts';

/** How to end a daemon that holds the database. */
export const LET_GO = words`Let it go first: Ctrl-C in its terminal, or ${command('daemon uninstall')} where it is a service.`;
