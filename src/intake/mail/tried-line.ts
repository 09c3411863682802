/** What one line of a format has matched in a mail, or what was read without the format. */
export interface TriedLine {
  readonly part: 'sender' | 'calendar' | 'markup' | 'subject' | 'line' | 'label' | 'order' | 'id' | 'time';
  /** As the format says it, such as its pattern; of a label, the field that it stands for. */
  readonly said: string;
  /** The text that it has matched; null for none. */
  readonly matched: string | null;
  /** What it says of the class, by the names of a format's groups. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Fields without those that nothing was found for. */
export function fieldsOf(found: Readonly<Record<string, string | number | null | undefined>>): Record<string, string> {
  const said = Object.entries(found).flatMap(([name, value]) =>
    value == null || value === '' ? [] : [[name, String(value)]],
  );
  return Object.fromEntries(said) as Record<string, string>;
}
