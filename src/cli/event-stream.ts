/** A queue of values. One side pushes them; the other reads them with `for await`. */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #end: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  push(value: T): void {
    this.#waiting.push(value);
    this.#wake();
  }

  /** The stream ends when the work ends. An error of the work is thrown to the reader. */
  endWith(work: Promise<void>): void {
    const end = (error: unknown): void => {
      this.#end = { error };
      this.#wake();
    };
    work.then(() => end(undefined), end);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      for (let value = this.#waiting.shift(); value !== undefined; value = this.#waiting.shift()) yield value;
      if (this.#end?.error !== undefined) throw this.#end.error;
      if (this.#end) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
