import type { FlowNetwork } from "./flow-network.ts";
import { NodeHeap } from "./node-heap.ts";

export interface FlowAsked {
  readonly source: number;
  readonly sink: number;
  /** Hears how much of the most that can flow does so, after each price. */
  readonly onProgress?: (flowed: number) => void;
}

export interface FoundFlow {
  readonly flowed: number;
  /** What the flow costs, summed over its arcs. */
  readonly cost: number;
  /**
   * What every flow of this amount costs at least: the value of the potentials in the dual program, summed over all
   * arcs apart from the flow. Equal to `cost` says that no flow is cheaper, whatever way it was found.
   */
  readonly bound: number;
}

/**
 * The cheapest of the greatest flows, exactly.
 *
 * Primal–dual: Dijkstra on reduced prices gives each node a potential; then as much as can flows at once over arcs
 * whose reduced price is zero, by Dinic's blocking flows; then again, at the next price. So the number of searches is
 * that of different prices of a whole path, however much flows.
 *
 * @returns the flow itself is in the network: `flowOn`. The same network, built in the same order, has the same flow.
 * @see Ahuja, Magnanti, Orlin: Network Flows (1993), sections 9.8 (primal–dual) and 9.4 (the dual program).
 */
export function findMinCostFlow(network: FlowNetwork, { source, sink, onProgress }: FlowAsked): FoundFlow {
  const capacities = network.arrays().room.slice(0, network.arcCount);
  const potentials = new Float64Array(network.nodeCount);
  const search = new PathSearch(network, { source, sink });
  const push = new BlockingFlow(network, { source, sink });
  let flowed = 0;
  while (search.raisePotentials(potentials)) {
    flowed += push.pushAll(potentials);
    onProgress?.(flowed);
  }
  return { flowed, ...sumUp(network, { capacities, potentials, amount: flowed, source, sink }) };
}

interface Ends {
  readonly source: number;
  readonly sink: number;
}

/** Shortest ways by reduced prices. */
class PathSearch {
  readonly #network: FlowNetwork;
  readonly #ends: Ends;
  readonly #distance: Float64Array;
  readonly #heap: NodeHeap;

  constructor(network: FlowNetwork, ends: Ends) {
    this.#network = network;
    this.#ends = ends;
    this.#distance = new Float64Array(network.nodeCount);
    this.#heap = new NodeHeap(network.nodeCount, this.#distance);
  }

  /** @returns false when the sink cannot be reached any more. */
  raisePotentials(potentials: Float64Array): boolean {
    const { target, room, price, next, first } = this.#network.arrays();
    const { source, sink } = this.#ends;
    const distance = this.#distance.fill(Infinity);
    distance[source] = 0;
    this.#heap.clear();
    this.#heap.decrease(source);
    for (let node = this.#heap.pop(); node !== -1 && node !== sink; node = this.#heap.pop()) {
      const base = (distance[node] as number) + (potentials[node] as number);
      for (let arc = first[node] as number; arc !== -1; arc = next[arc] as number) {
        if ((room[arc] as number) === 0) continue;
        const to = target[arc] as number;
        const reached = base + (price[arc] as number) - (potentials[to] as number);
        if (reached >= (distance[to] as number)) continue;
        distance[to] = reached;
        this.#heap.decrease(to);
      }
    }
    const limit = distance[sink] as number;
    if (limit === Infinity) return false;
    // Nodes beyond the sink were not settled; raised by the sink's own distance they keep every reduced price ≥ 0.
    for (let node = 0; node < potentials.length; node += 1) {
      potentials[node] = (potentials[node] as number) + Math.min(distance[node] as number, limit);
    }
    return true;
  }
}

/** As much as can flow over arcs without reduced price. */
class BlockingFlow {
  readonly #network: FlowNetwork;
  readonly #ends: Ends;
  readonly #level: Int32Array;
  readonly #current: Int32Array;
  readonly #queue: Int32Array;
  readonly #path: Int32Array;

  constructor(network: FlowNetwork, ends: Ends) {
    this.#network = network;
    this.#ends = ends;
    this.#level = new Int32Array(network.nodeCount);
    this.#current = new Int32Array(network.nodeCount);
    this.#queue = new Int32Array(network.nodeCount);
    this.#path = new Int32Array(network.nodeCount);
  }

  pushAll(potentials: Float64Array): number {
    let pushed = 0;
    while (this.#findLevels(potentials)) {
      this.#current.set(this.#network.arrays().first.subarray(0, this.#current.length));
      for (let more = this.#pushPath(potentials); more > 0; more = this.#pushPath(potentials)) pushed += more;
    }
    return pushed;
  }

  /** Steps from the source over free arcs; false when the sink is not among them. */
  #findLevels(potentials: Float64Array): boolean {
    const { target, room, price, next, first } = this.#network.arrays();
    const { source, sink } = this.#ends;
    const [level, queue] = [this.#level.fill(-1), this.#queue];
    level[source] = 0;
    queue[0] = source;
    for (let [from, to] = [0, 1]; from < to && level[sink] === -1; from += 1) {
      const node = queue[from] as number;
      for (let arc = first[node] as number; arc !== -1; arc = next[arc] as number) {
        const other = target[arc] as number;
        if (level[other] !== -1 || (room[arc] as number) === 0) continue;
        if ((potentials[node] as number) + (price[arc] as number) !== (potentials[other] as number)) continue;
        level[other] = (level[node] as number) + 1;
        queue[to] = other;
        to += 1;
      }
    }
    return level[sink] !== -1;
  }

  /** One way from source to sink, without recursion: paths are as long as the network is deep. */
  #pushPath(potentials: Float64Array): number {
    const { target, room, price, next } = this.#network.arrays();
    const { source, sink } = this.#ends;
    const [level, current, path] = [this.#level, this.#current, this.#path];
    let node = source;
    let length = 0;
    while (node !== sink) {
      const arc = current[node] as number;
      if (arc === -1) {
        // Nothing leads on from here: the step that led here is not taken again.
        if (length === 0) return 0;
        length -= 1;
        node = target[(path[length] as number) ^ 1] as number;
        current[node] = next[path[length] as number] as number;
        continue;
      }
      const to = target[arc] as number;
      const isOn = (room[arc] as number) > 0 && level[to] === (level[node] as number) + 1;
      if (isOn && (potentials[node] as number) + (price[arc] as number) === (potentials[to] as number)) {
        path[length] = arc;
        length += 1;
        node = to;
      } else current[node] = next[arc] as number;
    }
    let amount = Infinity;
    for (let at = 0; at < length; at += 1) amount = Math.min(amount, room[path[at] as number] as number);
    for (let at = 0; at < length; at += 1) {
      const arc = path[at] as number;
      room[arc] = (room[arc] as number) - amount;
      room[arc ^ 1] = (room[arc ^ 1] as number) + amount;
    }
    return amount;
  }
}

/** The costs of the flow, and what the potentials prove of all flows of its amount. */
function sumUp(
  network: FlowNetwork,
  found: Ends & { readonly capacities: Int32Array; readonly potentials: Float64Array; readonly amount: number },
): { cost: number; bound: number } {
  const { target, price } = network.arrays();
  const { capacities, potentials, amount, source, sink } = found;
  let cost = 0;
  let bound = amount * ((potentials[sink] as number) - (potentials[source] as number));
  for (let arc = 0; arc < network.arcCount; arc += 2) {
    const [from, to] = [target[arc ^ 1] as number, target[arc] as number];
    cost += network.flowOn(arc) * (price[arc] as number);
    const gain = (potentials[to] as number) - (potentials[from] as number) - (price[arc] as number);
    bound -= (capacities[arc] as number) * Math.max(0, gain);
  }
  return { cost, bound };
}
