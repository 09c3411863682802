import type { Command } from 'commander';

/**
 * `review delete X --rating 5`: commander takes an option of `review` wherever it stands. It says nothing of `delete`, which
 * would act as if it were not there. An option that both have is meant for the command.
 */
export function refuseOptionsOfFamily(command: Command, parent: Command, program: Command): void {
  if (parent === program) return;
  const own = new Set(command.options.map((option) => option.attributeName()));
  const names = parent.options.filter((option) => !own.has(option.attributeName()));
  const given = names.find((option) => parent.getOptionValueSource(option.attributeName()) === 'cli');
  if (given) command.error(`error: unknown option '${given.long ?? given.flags}'`, { code: 'commander.unknownOption' });
}
