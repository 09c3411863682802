/** Whether a key, a foreign key or a CHECK of the schema refused a statement (of PostgreSQL: SQLSTATE class 23). */
export function isConstraintViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:SQLITE_CONSTRAINT|23...$)/.test(String(error.code));
}
