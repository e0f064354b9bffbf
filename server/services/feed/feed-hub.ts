import { findActor } from "../../../db/queries/actors.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import type { Recorded } from "../commands/execute-command.ts";
import type { WitnessedStep } from "../cosigning/witnesses.ts";
import type { Services } from "../services.ts";
import { makeFeedCursor, readFeedCursor } from "./feed-cursor.ts";
import { createFeedHistory, type FeedHistory } from "./feed-history.ts";
import { type FeedNotice, listNotices } from "./list-notices.ts";
import { type FeedFacts, loadFacts, loadPresence, loadWitnessed } from "./load-facts.ts";
import { createPacer } from "./pacer.ts";

/** Notices with the cursor that a later connection goes on from. */
export interface FeedEvent {
  readonly cursor: string;
  readonly notices: readonly FeedNotice[];
}

export interface FollowOptions {
  readonly accountId: string;
  readonly roundId: string;
  /** Of the last event that was received, or of the page's data; null for "from now on". */
  readonly cursor: string | null;
  /** Must not throw; `null` tells the page to reload, since too much was missed. */
  readonly send: (event: FeedEvent | null) => void;
}

/** Tells people what has changed in a round, in the order of the log and filtered at the source. */
export interface FeedHub {
  /** @returns what ends the following. */
  follow(options: FollowOptions): () => void;
  close(): void;
}

/** One who follows. */
interface Follower extends FollowOptions {
  /** The next entry that was not looked at for this one. */
  from: number;
  isOpen: boolean;
  /** It has been told what it missed: from here on it hears what is new. */
  isLive: boolean;
}

/** What is told to all who follow one round. `seq` null: nothing was recorded, and yet what pages show has changed. */
interface News {
  readonly roundId: string;
  readonly seq: number | null;
  readonly facts: FeedFacts;
}

/** Roles that another process gave or took are known after so long; what is recorded here is known at once. */
const ACTOR_MS = 30_000;
/** Entries that are told in one go: what a page hears at once it asks for once. */
const GROUP_MAX = 256;
const CHANGES_ACTORS = /^(interest|conflict|panel|round|account|erasure)\./;

/**
 * One for all who follow: an event is looked up once, and for each of them the policy is asked, on what is known of
 * them, without a query.
 */
export function createFeedHub(services: Services): FeedHub {
  return new LiveFeedHub(services);
}

class LiveFeedHub implements FeedHub {
  readonly #services: Services;
  readonly #history: FeedHistory;
  readonly #followers = new Set<Follower>();
  readonly #actors = new Map<string, { actor: Actor | null; loadedMs: number }>();
  readonly #recorded: Recorded[] = [];
  readonly #tasks: (() => Promise<void>)[] = [];
  readonly #stops: readonly (() => void)[];
  #running: Promise<void> | null = null;

  constructor(services: Services) {
    this.#services = services;
    this.#history = createFeedHistory(services);
    this.#stops = [
      services.onRecorded((one) => {
        this.#recorded.push(one);
        if (this.#recorded.length === 1) this.#enqueue(() => this.#tellRecorded());
      }),
      services.witnesses.onWitnessed((step) => this.#enqueue(() => this.#tellWitnessed(step))),
      services.present.onChange((panelId, present) => this.#enqueue(() => this.#tellPresent(panelId, present))),
    ];
  }

  follow(options: FollowOptions): () => void {
    const size = this.#services.ledger.size();
    const cursor = readFeedCursor(this.#services, options);
    // One of a longer log is from before an older database took its place: nothing would be told until it is as long.
    const hasMissed = cursor !== null && cursor <= size;
    const from = hasMissed ? cursor : size;
    const follower: Follower = { ...options, from, isOpen: true, isLive: !hasMissed };
    this.#followers.add(follower);
    if (hasMissed) this.#enqueue(() => this.#catchUp(follower));
    return () => {
      follower.isOpen = false;
      this.#followers.delete(follower);
      const isLast = ![...this.#followers].some((one) => one.accountId === follower.accountId);
      if (isLast) this.#actors.delete(follower.accountId);
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#followers.clear();
  }

  // One after another, so that events keep the order of the log.
  #enqueue(task: () => Promise<void>): void {
    this.#tasks.push(task);
    this.#running ??= Promise.resolve().then(() => this.#drain());
  }

  async #drain(): Promise<void> {
    for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) {
      // A failed look-up loses a hint, not data: pages are told to reload.
      await task().catch(() => [...this.#followers].forEach((one) => one.send(null)));
    }
    this.#running = null;
  }

  async #tellRecorded(): Promise<void> {
    const group = this.#recorded.splice(0, GROUP_MAX);
    if (this.#recorded.length > 0) this.#enqueue(() => this.#tellRecorded());
    const news: News[] = [];
    for (const one of group) {
      this.#history.add(one);
      if (CHANGES_ACTORS.test(one.act.head.type)) this.#actors.clear();
      const { round: roundId } = one.act.head;
      if (roundId === undefined || this.#followers.size === 0) continue;
      const facts = await loadFacts(this.#services.database.reader, one);
      if (facts !== null) news.push({ roundId, seq: one.seq, facts });
    }
    await this.#tellAll(news);
    const next = (group.at(-1)?.seq ?? -1) + 1;
    for (const one of this.#followers) if (one.isLive) one.from = Math.max(one.from, next);
  }

  async #tellWitnessed(step: WitnessedStep): Promise<void> {
    for (const roundId of new Set([...this.#followers].map((one) => one.roundId))) {
      const facts = await loadWitnessed(this.#services.database.reader, roundId, step);
      await this.#tellAll([{ roundId, seq: null, facts }]);
    }
  }

  async #tellPresent(panelId: string, present: number): Promise<void> {
    if (this.#followers.size === 0) return;
    const found = await loadPresence(this.#services.database.reader, panelId, present);
    if (found !== null) await this.#tellAll([{ ...found, seq: null }]);
  }

  async #catchUp(follower: Follower): Promise<void> {
    const missed = await this.#history.list(follower.from);
    follower.isLive = true;
    if (missed === null) {
      follower.from = this.#services.ledger.size();
      if (follower.isOpen) follower.send(null);
      return;
    }
    const news = missed.flatMap(({ seq, act, facts }) => {
      const { round: roundId } = act.head;
      return facts === null || roundId === undefined ? [] : [{ roundId, seq, facts }];
    });
    await this.#tell(follower, news);
  }

  async #tellAll(news: readonly News[]): Promise<void> {
    const pace = createPacer();
    for (const follower of news.length === 0 ? [] : [...this.#followers]) {
      if (follower.isLive) await this.#tell(follower, news);
      await pace();
    }
  }

  async #tell(follower: Follower, news: readonly News[]): Promise<void> {
    const own = news.filter(({ roundId, seq }) => roundId === follower.roundId && (seq ?? Infinity) >= follower.from);
    const actor = own.length === 0 ? null : await this.#getActor(follower.accountId);
    const last = own.findLast(({ seq }) => seq !== null)?.seq ?? null;
    if (last !== null) follower.from = last + 1;
    if (actor === null || !follower.isOpen) return;
    const now = this.#services.now().toISOString();
    const notices = withoutRepeats(own.flatMap(({ facts }) => listNotices(facts, actor, now)));
    if (notices.length > 0) follower.send({ cursor: makeFeedCursor(this.#services, follower), notices });
  }

  async #getActor(accountId: string): Promise<Actor | null> {
    const nowMs = this.#services.now().getTime();
    const known = this.#actors.get(accountId);
    if (known !== undefined && Math.abs(nowMs - known.loadedMs) < ACTOR_MS) return known.actor;
    const actor = await findActor(this.#services.database.reader, accountId);
    this.#actors.set(accountId, { actor, loadedMs: nowMs });
    return actor;
  }
}

function withoutRepeats(notices: readonly FeedNotice[]): FeedNotice[] {
  return [...new Map(notices.map((notice) => [JSON.stringify(notice), notice])).values()];
}
