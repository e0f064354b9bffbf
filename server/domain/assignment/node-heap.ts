/** A binary heap of nodes by their distance, which may fall while they are in it. */
export class NodeHeap {
  readonly #distance: Float64Array;
  readonly #nodes: Int32Array;
  /** By node: its place in the heap, -1 outside. */
  readonly #place: Int32Array;
  #size = 0;

  /** @param distance - by node; read whenever nodes are compared. */
  constructor(nodeCount: number, distance: Float64Array) {
    this.#distance = distance;
    this.#nodes = new Int32Array(nodeCount);
    this.#place = new Int32Array(nodeCount).fill(-1);
  }

  clear(): void {
    for (let at = 0; at < this.#size; at += 1) this.#place[this.#nodes[at] as number] = -1;
    this.#size = 0;
  }

  /** Puts the node in, or moves it up after its distance fell. */
  decrease(node: number): void {
    let at = this.#place[node] as number;
    if (at === -1) {
      at = this.#size;
      this.#size += 1;
    }
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isNearer(node, this.#nodes[above] as number)) break;
      this.#put(this.#nodes[above] as number, at);
      at = above;
    }
    this.#put(node, at);
  }

  /** The nearest node, taken out; -1 when there is none. Of equally near ones the one of the lower number. */
  pop(): number {
    if (this.#size === 0) return -1;
    const nearest = this.#nodes[0] as number;
    this.#place[nearest] = -1;
    this.#size -= 1;
    if (this.#size > 0) this.#sink(this.#nodes[this.#size] as number);
    return nearest;
  }

  #sink(node: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#size) break;
      const other = below + 1;
      if (other < this.#size && this.#isNearer(this.#nodes[other] as number, this.#nodes[below] as number))
        below = other;
      if (!this.#isNearer(this.#nodes[below] as number, node)) break;
      this.#put(this.#nodes[below] as number, at);
      at = below;
    }
    this.#put(node, at);
  }

  #put(node: number, at: number): void {
    this.#nodes[at] = node;
    this.#place[node] = at;
  }

  #isNearer(a: number, b: number): boolean {
    const [of, than] = [this.#distance[a] as number, this.#distance[b] as number];
    return of < than || (of === than && a < b);
  }
}
