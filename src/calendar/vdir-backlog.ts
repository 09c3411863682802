import type { ChangeListener } from '../bookings/record-changes.ts';
import type { RowChange } from '../db/row-change.ts';
import type { VdirChanges } from './vdir-service.ts';

/** What a folder has yet to follow. */
export class VdirBacklog {
  readonly #changesAlarms: (row: RowChange) => boolean;
  readonly #ids = new Set<string>();
  #hasNewAlarms = false;
  #isAll = false;

  /** `changesAlarms` tells of a row whether alarms follow from it. */
  constructor(changesAlarms: (row: RowChange) => boolean) {
    this.#changesAlarms = changesAlarms;
  }

  /** Whatever becomes of the transaction, the folder follows what is stored once it is over. */
  readonly listen: ChangeListener = async (_store, { bookings, rows = [] }) => {
    for (const { before, after } of bookings) this.#ids.add((after ?? before)?.id ?? '');
    if (rows.some(this.#changesAlarms)) this.#hasNewAlarms = true;
  };

  noteAll(): void {
    this.#isAll = true;
  }

  /** Hands over what there is, and forgets it; null where there is nothing. */
  take(): VdirChanges | null {
    const changes = { ids: [...this.#ids], hasNewAlarms: this.#hasNewAlarms, isAll: this.#isAll };
    this.#ids.clear();
    this.#hasNewAlarms = false;
    this.#isAll = false;
    return changes.ids.length > 0 || changes.hasNewAlarms || changes.isAll ? changes : null;
  }
}
