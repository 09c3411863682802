/** Below /api/v1: the unmarked classes, so many at a time. */
export const INBOX_PATH = '/inbox?limit=100';
