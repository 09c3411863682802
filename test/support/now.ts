/** A Tuesday morning in New York: the present moment of every command in tests. */
export const NOW = '2026-11-24T09:12:00-05:00';
