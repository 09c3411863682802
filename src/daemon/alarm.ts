/** A sleep that can be ended from elsewhere. */
export class Alarm {
  #wake: (() => void) | null = null;
  #hasRung = false;

  /** Ends the sleep, or the next one where nobody sleeps. */
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
