// The programs people use today, given the same classes as numina. One that is not installed is named and left out.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./race.js').Contestant} Contestant */

export class Peers {
  #home;
  #env;
  #missing = new Set();

  /** @param {string} home a folder for what they keep @param {NodeJS.ProcessEnv} env */
  constructor(home, env) {
    this.#home = home;
    this.#env = env;
  }

  /** Those that were asked for and are not installed. */
  get missing() {
    return this.#missing;
  }

  /** @param {string} calendar @returns {Contestant | null} */
  looking(count, calendar) {
    return this.#ifInstalled('calcurse', () => ({
      name: `calcurse -Q (${count.toLocaleString('en')})`,
      command: ['calcurse', '-D', this.#calcurseWith(calendar), '-Q', '--days', '30'],
    }));
  }

  /** @param {string} calendar of 1,000: more it takes minutes to read @returns {Contestant | null} */
  lookingWithKhal(calendar) {
    return this.#ifInstalled('khal', () => {
      const config = this.#emptyKhal();
      this.#run('khal', '-c', config, 'import', '--batch', '-a', 'classes', calendar);
      return { name: 'khal list (1,000)', command: ['khal', '-c', config, 'list'] };
    });
  }

  /** @param {string} calendar @param {string} json numina's own @returns {(Contestant | null)[]} */
  exporting(calendar, json) {
    return [
      this.#ifInstalled('calcurse', () => ({
        name: 'calcurse -xical',
        command: ['calcurse', '-D', this.#calcurseWith(calendar), '-xical'],
      })),
      this.#ifInstalled('task', () => {
        const config = this.#emptyTaskwarrior();
        this.#run('task', config, 'import', tasksOf(json));
        return { name: 'task export, as JSON', command: ['task', config, 'export'] };
      }),
    ];
  }

  /** @param {string} calendar @param {string} json numina's own @returns {(Contestant | null)[]} */
  importing(calendar, json, isLarge) {
    return [
      this.#ifInstalled('calcurse', () => {
        const folder = join(this.#home, 'calcurse');
        const prepare = () => rmSync(folder, { recursive: true, force: true });
        // It reads 100,000 in a minute.
        return { name: 'calcurse -i', command: ['calcurse', '-D', folder, '-i', calendar], prepare, isSlow: isLarge };
      }),
      this.#ifInstalled('task', () => ({
        name: 'task import, as JSON',
        command: ['task', this.#emptyTaskwarrior(), 'import', tasksOf(json)],
        prepare: () => this.#emptyTaskwarrior(),
      })),
    ];
  }

  /** @param {string} calendar of 1,000 @returns {Contestant | null} */
  importingWithKhal(calendar) {
    return this.#ifInstalled('khal', () => ({
      name: 'khal import (1,000)',
      command: ['khal', '-c', this.#emptyKhal(), 'import', '--batch', '-a', 'classes', calendar],
      prepare: () => this.#emptyKhal(),
      isSlow: true,
    }));
  }

  #ifInstalled(program, contestant) {
    if (spawnSync('which', [program]).status === 0) return contestant();
    this.#missing.add(program);
    return null;
  }

  #run(program, ...words) {
    execFileSync(program, words, { env: this.#env, stdio: 'ignore' });
  }

  #calcurseWith(calendar) {
    const folder = this.#emptyFolder('calcurse');
    this.#run('calcurse', '-D', folder, '-i', calendar);
    return folder;
  }

  #emptyKhal() {
    const folder = this.#emptyFolder('khal');
    const config = join(folder, 'khal.conf');
    mkdirSync(join(folder, 'vdir'));
    writeFileSync(
      config,
      `[calendars]\n[[classes]]\npath = ${join(folder, 'vdir')}\n[sqlite]\npath = ${join(folder, 'khal.db')}\n` +
        '[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n',
    );
    return config;
  }

  #emptyTaskwarrior() {
    const folder = this.#emptyFolder('task');
    writeFileSync(join(folder, 'taskrc'), `data.location=${folder}\nconfirmation=off\n`);
    return `rc:${join(folder, 'taskrc')}`;
  }

  #emptyFolder(name) {
    const folder = join(this.#home, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    return folder;
  }
}

/** The classes in numina's JSON as a file of tasks, which are done or due. */
function tasksOf(json) {
  const { bookings } = JSON.parse(readFileSync(json, 'utf8'));
  const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const tasks = bookings.map(({ id, class: { name, type }, status, startsAt, endsAt }) => ({
    uuid: id,
    description: name,
    project: type,
    entry: stamp(startsAt),
    due: stamp(startsAt),
    ...(status === 'booked' ? { status: 'pending' } : { status: 'completed', end: stamp(endsAt) }),
  }));
  const file = json.replace('.json', '.tasks.json');
  writeFileSync(file, JSON.stringify(tasks));
  return file;
}
