import { type KnownSeries, seriesText } from './series.ts';

/** What is known about series: what was stored, and what the current source adds. */
export class SeriesMemory {
  readonly #stored: ReadonlyMap<string, KnownSeries>;
  readonly #learnt = new Map<string, KnownSeries>();

  /** `stored`: by seriesText. */
  constructor(stored: ReadonlyMap<string, KnownSeries>) {
    this.#stored = stored;
  }

  /** Whether anything may be stored about a series. */
  knows(name: Pick<KnownSeries, 'source' | 'uid'>): boolean {
    return this.#stored.size > 0 && this.#stored.has(seriesText(name));
  }

  /** The series of a UID and edition; an empty one where nothing is known. */
  recall({ source, uid }: Pick<KnownSeries, 'source' | 'uid'>, edition: string): KnownSeries {
    const name = { source, uid: edition + uid };
    const text = seriesText(name);
    return this.#learnt.get(text) ?? this.#stored.get(text) ?? { ...name, version: null, cancellations: [] };
  }

  learn(series: KnownSeries): void {
    this.#learnt.set(seriesText(series), series);
  }

  learnt(): KnownSeries[] {
    return [...this.#learnt.values()];
  }
}
