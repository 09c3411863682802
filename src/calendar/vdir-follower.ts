import type { ChangeListener } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { VdirChanges, VdirContext } from './vdir-service.ts';

/** Keeps a calendar folder in step with what is committed: it listens, and follows when it is told to. */
export class VdirFollower {
  readonly #open: () => Promise<VdirContext>;
  readonly #changesAlarms: (row: RowChange) => boolean;
  readonly #ids = new Set<string>();
  #hasNewAlarms = false;
  #isAll = false;

  /** `open` is asked once there is something to follow; `changesAlarms` tells of a row whether alarms follow from it. */
  constructor(open: () => Promise<VdirContext>, changesAlarms: (row: RowChange) => boolean) {
    this.#open = open;
    this.#changesAlarms = changesAlarms;
  }

  /** Whatever becomes of the transaction, the folder follows what is stored once it is over. */
  readonly listen: ChangeListener = async (_store, { bookings, rows = [] }) => {
    for (const { before, after } of bookings) this.#ids.add((after ?? before)?.id ?? '');
    if (rows.some(this.#changesAlarms)) this.#hasNewAlarms = true;
  };

  /** Others may have written into the folder: everything is looked at next time. */
  noteAll(): void {
    this.#isAll = true;
  }

  /**
   * Brings the folder in step. It is asked for only after a change: a command that mends the settings must not stumble
   * over them. Null is no folder. Throws NuminaError.
   */
  async follow(folder: () => string | null): Promise<void> {
    const changes = this.#take();
    const path = changes && folder();
    if (!changes || path === null) return;
    const { updateVdir } = await import('./vdir-service.ts');
    await updateVdir(await this.#open(), path, changes);
  }

  /** Hands over what there is, and forgets it; null where there is nothing. */
  #take(): VdirChanges | null {
    const changes = { ids: [...this.#ids], hasNewAlarms: this.#hasNewAlarms, isAll: this.#isAll };
    this.#ids.clear();
    this.#hasNewAlarms = false;
    this.#isAll = false;
    return changes.ids.length > 0 || changes.hasNewAlarms || changes.isAll ? changes : null;
  }
}
