import { distance } from 'fastest-levenshtein';
import { UsageError } from '../../errors.ts';
import { toJsonText } from '../../text/json-text.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

export const action = defineAction<string, object>({
  isLong: true,
  parse: (raw) => argumentWords(raw, 0).join(' ').trim().toLowerCase(),
  async run(_session, topic) {
    const { buildJsonSchema, SCHEMA_NAMES } = await import('../../contract/schemas/build-json-schema.ts');
    return buildJsonSchema(findNames(topic, SCHEMA_NAMES));
  },
  toText: (schema) => toJsonText(schema, 2),
  toJson: (schema) => schema,
});

/** The names that a topic means: all, one, or those of a family such as `config`. Throws UsageError. */
function findNames(topic: string, names: readonly string[]): readonly string[] {
  if (topic === '') return names;
  if (names.includes(topic)) return [topic];
  const family = names.filter((name) => name.startsWith(`${topic} `));
  if (family.length > 0) return family;
  const near = names.filter((name) => name.startsWith(topic) || distance(name, topic) <= MOST_SLIPS);
  const meant = near.length === 1 ? `Did you mean ${near[0]}? ` : `Did you mean one of ${near.join(', ')}? `;
  const hint = `${near.length === 0 ? '' : meant}numina --help shows what there is.`;
  throw new UsageError('unknown_command', `There is no command “${topic}”.`, hint);
}

/** The largest number of wrong, missing or extra letters. */
const MOST_SLIPS = 2;
