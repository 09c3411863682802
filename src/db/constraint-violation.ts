/** Whether a key, a foreign key or a CHECK of the schema refused a statement. */
export function isConstraintViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}
