/**
 * A directed network whose arcs have a capacity and a price for each unit, both whole numbers.
 *
 * Arcs come in pairs: arc `a` and its way back `a ^ 1`, whose room is what flows. Arrays grow in steps, so that a
 * network of millions of arcs is some flat blocks of memory.
 */
export class FlowNetwork {
  #nodeCount = 0;
  #arcCount = 0;
  #target = new Int32Array(ARCS_AT_FIRST);
  #room = new Int32Array(ARCS_AT_FIRST);
  #price = new Int32Array(ARCS_AT_FIRST);
  #next = new Int32Array(ARCS_AT_FIRST);
  #first = new Int32Array(NODES_AT_FIRST).fill(-1);

  get nodeCount(): number {
    return this.#nodeCount;
  }

  /** Arcs and their ways back. */
  get arcCount(): number {
    return this.#arcCount;
  }

  addNode(): number {
    if (this.#nodeCount === this.#first.length) {
      const grown = new Int32Array(2 * this.#first.length).fill(-1);
      grown.set(this.#first);
      this.#first = grown;
    }
    this.#nodeCount += 1;
    return this.#nodeCount - 1;
  }

  /**
   * @param arc.capacity - whole, ≥ 0.
   * @param arc.price - whole, ≥ 0: so potentials of zero are right before anything flows.
   * @returns the arc; its way back is the next number.
   * @throws RangeError for a node that is not there, a capacity or a price that is not such a number.
   */
  addArc(arc: {
    readonly from: number;
    readonly to: number;
    readonly capacity: number;
    readonly price: number;
  }): number {
    const { from, to, capacity, price } = arc;
    if (Math.min(from, to) < 0 || Math.max(from, to) >= this.#nodeCount) {
      throw new RangeError(`flow network: no arc from ${from} to ${to} among ${this.#nodeCount} nodes`);
    }
    for (const number of [capacity, price]) {
      if (!Number.isInteger(number) || number < 0 || number > NUMBER_MAX) {
        throw new RangeError(`flow network: ${number} is no capacity and no price`);
      }
    }
    if (this.#arcCount === this.#target.length) this.#grow();
    const at = this.#arcCount;
    this.#set(at, { from, to, room: capacity, price });
    this.#set(at + 1, { from: to, to: from, room: 0, price: -price });
    this.#arcCount += 2;
    return at;
  }

  /** How much flows on an arc, after a flow was found. */
  flowOn(arc: number): number {
    return this.#room[arc ^ 1] as number;
  }

  /** The arrays themselves, for whoever walks the network; `room` is written by what finds a flow. */
  arrays(): FlowArrays {
    return { target: this.#target, room: this.#room, price: this.#price, next: this.#next, first: this.#first };
  }

  #set(at: number, arc: { from: number; to: number; room: number; price: number }): void {
    this.#target[at] = arc.to;
    this.#room[at] = arc.room;
    this.#price[at] = arc.price;
    this.#next[at] = this.#first[arc.from] as number;
    this.#first[arc.from] = at;
  }

  #grow(): void {
    const grow = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(2 * array.length);
      grown.set(array);
      return grown;
    };
    this.#target = grow(this.#target);
    this.#room = grow(this.#room);
    this.#price = grow(this.#price);
    this.#next = grow(this.#next);
  }
}

/**
 * By arc: where it leads, what it still takes, its price, and the next arc of the same node (-1: none). By node:
 * `first`.
 */
export interface FlowArrays {
  readonly target: Int32Array;
  readonly room: Int32Array;
  readonly price: Int32Array;
  readonly next: Int32Array;
  readonly first: Int32Array;
}

const ARCS_AT_FIRST = 1 << 12;
const NODES_AT_FIRST = 1 << 10;
const NUMBER_MAX = 2 ** 30;
