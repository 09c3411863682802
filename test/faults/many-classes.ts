/** A CSV of so many classes, which takes some room. */
export function manyClasses(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2027, 0, 1, index)).toISOString().slice(0, 16);
    return `Class ${index},${at},Studio North with a long name,What to bring: ${'a towel and water; '.repeat(5)}`;
  });
  return ['class,starts_at,location,notes', ...lines].join('\n');
}
