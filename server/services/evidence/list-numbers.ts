/** Counts the items of nested lists, as a reader sees them numbered. */
export class ListNumbers {
  #counts: number[] = [];

  /** Marker of the next item. @param level - depth from 1; deeper counts begin anew after it. */
  next(level: number, isOrdered: boolean): string {
    const count = (this.#counts[level] ?? 0) + 1;
    this.#counts = this.#counts.slice(0, level);
    this.#counts[level] = count;
    return isOrdered ? `${count}.` : "•";
  }

  /** The next item of this depth has this number. */
  startAt(level: number, number: number): void {
    this.#counts[level] = number - 1;
  }
}
