import { parseAmount } from '../../bookings/money.ts';
import { UnreadableError } from '../incoming.ts';
import { quote } from '../incoming-text.ts';

const DECIMAL = /^(?:\d{1,9}([.,])(?:\d{1,2}|\d{3}0)|(?:0|\d{4,9})([.,])\d{3})$/;
const GROUPS = /^\d{1,3}(?:([.,])\d{3}(?:\1\d{3})+|(?:[.,'’\s]\d{3})+([.,])\d{1,4})$/;
const GROUPED = /^(\d{1,3}(?:([.,'’\s])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,4}))?$/;
/** `1.234` may mean 1234 or 1.234: the mark alone does not tell. */
const UNCLEAR = /^(\d{1,3})([.,])(\d{3})$/;

/**
 * The amounts of a table. Clear amounts in some rows tell how to read the others: a mark before two decimals is the
 * decimal mark everywhere.
 */
export class TableAmounts {
  #isPoint = false;
  #isComma = false;

  /** Learns from a cell. Returns whether the cell can be read only after all rows are known. */
  learn(text: string): boolean {
    const [, short, long] = DECIMAL.exec(text) ?? [];
    const [, between, behind] = GROUPS.exec(text) ?? [];
    const mark = short ?? long ?? behind ?? (between && (between === '.' ? ',' : '.'));
    if (mark === '.') this.#isPoint = true;
    if (mark === ',') this.#isComma = true;
    return UNCLEAR.test(text) && !/^0/.test(text);
  }

  /**
   * An amount with a decimal point and without thousands marks. A text that is not an amount is returned unchanged.
   * Throws UnreadableError where an amount has two possible values, and neither other rows nor the currency decide.
   */
  toDecimal(text: string, what: string, currency: string): string {
    const [, whole, mark, rest] = UNCLEAR.exec(text) ?? [];
    if (whole !== undefined && !whole.startsWith('0')) {
      if (this.#isPoint !== this.#isComma)
        return this.#isPoint === (mark === '.') ? `${whole}.${rest}` : `${whole}${rest}`;
      return this.#byCurrency(text, what, currency);
    }
    const [, groups, between, behind, decimals] = GROUPED.exec(text) ?? [];
    if (groups === undefined || between === behind || whole !== undefined)
      return text.replace(/^(\d+),(\d+)$/, '$1.$2');
    return groups.replace(/\D/g, '') + (decimals === undefined ? '' : `.${decimals}`);
  }

  #byCurrency(text: string, what: string, currency: string): string {
    try {
      return String(parseAmount(text, what, currency.toUpperCase()) / 1000);
    } catch {
      const [whole, decimal] = [text.replace(/\D/, ''), Number(text.replace(',', '.'))];
      throw new UnreadableError(
        `The field ${what} may be ${whole} or ${decimal}, and no row of the table tells which: ${quote(text)}.`,
      );
    }
  }
}
