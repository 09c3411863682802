/** The texts of a list written as JSON; null where it is none. */
export function parseJsonList(text: string): readonly string[] | null {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : null;
  } catch {
    return null;
  }
}
