const BITS_FIRST = 8 * 1024;

/** A set of entries by number, a bit each: a million of them take 125 kB. */
export class SeqSet {
  #bits = new Uint8Array(BITS_FIRST / 8);

  add(seq: number): void {
    const byte = Math.floor(seq / 8);
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[byte] = (this.#bits[byte] as number) | (1 << (seq % 8));
  }

  has(seq: number): boolean {
    return ((this.#bits[Math.floor(seq / 8)] ?? 0) & (1 << (seq % 8))) !== 0;
  }
}
