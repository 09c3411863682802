import { defineJournalAction } from '../journal-action.ts';

export const action = defineJournalAction('redo');
