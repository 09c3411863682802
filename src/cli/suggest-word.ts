import { COMMANDS } from './commands/index.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS } from './shared-options.ts';

/**
 * A question that suggests the commands or options which begin with an unknown word; null where there are none.
 * Commander's own suggestion is not enough: for `cal` it would suggest `cancel`. `family` is the command in the line.
 */
export function suggestByBeginning(fact: string, family: string | undefined): string | null {
  const [, kind, typed = ''] = /^unknown (command|option) '(.+)'$/s.exec(fact) ?? [];
  const known = kind === 'command' ? commandsOf(family) : kind === 'option' ? optionsOf(family) : [];
  const wanted = typed.toLowerCase();
  const found = known.filter((word) => word.startsWith(wanted) && /[a-z]/.test(wanted));
  if (found.length === 0) return null;
  return found.length === 1 ? `Did you mean ${found[0]}?` : `Did you mean one of ${found.join(', ')}?`;
}

function commandsOf(family: string | undefined): readonly string[] {
  const words = COMMANDS.map(({ name }) => name.split(' '));
  const found = family === undefined ? words.map(([first]) => first) : words.flatMap(ofFamily(family));
  return [...new Set(found)].filter((word) => word !== undefined);
}

function ofFamily(family: string) {
  return ([first, second]: readonly string[]) => (first === family ? [second] : []);
}

function optionsOf(family: string | undefined): readonly string[] {
  const specs = COMMANDS.filter(({ name }) => name.split(' ')[0] === family);
  const filters = specs.some(({ hasFilters }) => hasFilters) ? FILTER_OPTIONS : [];
  const all = [...specs.flatMap(({ options = [] }) => options), ...filters, ...GLOBAL_OPTIONS];
  return [...new Set(all.flatMap(({ flags }) => /--[a-z-]+/.exec(flags) ?? []))];
}
