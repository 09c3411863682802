/** A sleep that can be ended early. */
export class Alarm {
  #wake: (() => void) | null = null;
  #hasRung = false;

  /** Ends the present sleep; without one, the next sleep ends at once. */
  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = null;
    this.#hasRung = false;
  }
}
