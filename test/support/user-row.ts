/** The row of an account that is called as its id. */
export function userRow(id: string, createdAt = '2026-01-01T00:00:00.000Z') {
  return { id, name: id, name_key: id, email: null, settings_in: 'database', created_at: createdAt };
}
