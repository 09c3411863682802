/** Parses a JSON list of texts; null for anything else. */
export function parseJsonList(text: string): readonly string[] | null {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : null;
  } catch {
    return null;
  }
}
