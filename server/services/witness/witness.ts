// Invariant: of each log the witness cosigns one history only. The size that it knows never falls, and a new one is on
// disk before anybody hears of it; requests are handled one after another, so that none is checked against a state
// that another is about to replace.
// @see C2SP tlog-witness, add-checkpoint.
import { type AddCheckpoint, parseAddCheckpoint, SIZE_TYPE } from "../../domain/ledger/add-checkpoint.ts";
import { fromBase64, toBase64 } from "../../domain/ledger/bytes.ts";
import { type Checkpoint, parseCheckpoint } from "../../domain/ledger/checkpoint.ts";
import { formatCosignature } from "../../domain/ledger/cosignature.ts";
import { emptyRoot, verifyConsistency } from "../../domain/ledger/merkle-tree.ts";
import { parseNote, parseVerifierKey, verifyNote } from "../../domain/ledger/signed-note.ts";
import { nodeCrypto, sha256 } from "../hash.ts";
import type { WitnessKey } from "./open-witness.ts";
import type { WitnessState } from "./witness-state.ts";

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: "text/plain; charset=utf-8" | typeof SIZE_TYPE;
  readonly body: string;
}

export interface Witness {
  /**
   * Cosigns a checkpoint that continues all that was cosigned before of its log; on 200 that is on disk.
   *
   * @throws Error when the state cannot be written: nothing was cosigned.
   */
  addCheckpoint(body: string): Promise<WitnessAnswer>;
}

export interface WitnessOptions {
  readonly key: WitnessKey;
  readonly state: WitnessState;
  /** Verifier keys of the logs; one log may have several, each of which is trusted. */
  readonly logs: readonly string[];
  readonly now: () => Date;
}

/** @throws RangeError when a log's verifier key is malformed. */
export function createWitness({ key, state, logs, now }: WitnessOptions): Witness {
  const keysByOrigin = Map.groupBy(logs, (verifierKey) => parseVerifierKey(sha256, verifierKey).name);
  let work: Promise<unknown> = Promise.resolve();

  async function decide(body: string): Promise<WitnessAnswer> {
    const asked = tryParse(body);
    if (asked === null) return say(400, "malformed request");
    const { checkpoint, text, oldSize, note } = asked;
    const { origin, size } = checkpoint;
    const keys = keysByOrigin.get(origin);
    if (keys === undefined) return say(404, "this log is not witnessed here");
    if (!keys.some((verifierKey) => verifyNote(nodeCrypto, { note, verifierKey }) !== null)) {
      return say(403, "the log's key did not sign this checkpoint");
    }
    if (oldSize > size) return say(400, "the old size is above the checkpoint's");
    const known = state.find(origin) ?? { size: 0, root: toBase64(emptyRoot(sha256)) };
    const root = toBase64(checkpoint.root);
    if (oldSize !== known.size || (size === known.size && root !== known.root)) {
      return { status: 409, type: SIZE_TYPE, body: `${known.size}\n` };
    }
    if (!isContinued(asked, fromBase64(known.root))) return say(422, "the consistency proof does not hold");
    if (size > known.size) await state.save(origin, { size, root, note });
    const timeSeconds = Math.floor(now().getTime() / 1000);
    return say(200, formatCosignature({ ...key, text, timeSeconds }).trimEnd());
  }

  return {
    addCheckpoint: (body) => {
      const answer = work.then(() => decide(body));
      work = answer.catch(() => undefined); // Whoever asked hears of it; the next request is another matter.
      return answer;
    },
  };
}

interface Asked extends AddCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly text: string;
}

function tryParse(body: string): Asked | null {
  try {
    const request = parseAddCheckpoint(body);
    const { text } = parseNote(request.note);
    return { ...request, text, checkpoint: parseCheckpoint(text) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** From nothing every tree goes on, and the same tree goes on as itself: neither has anything to prove. */
function isContinued({ oldSize, proof, checkpoint }: Asked, oldRoot: Uint8Array): boolean {
  if (oldSize === 0 || oldSize === checkpoint.size) return proof.length === 0;
  return verifyConsistency(sha256, {
    oldSize,
    newSize: checkpoint.size,
    oldRoot,
    newRoot: checkpoint.root,
    proof,
  });
}

function say(status: Exclude<WitnessAnswer["status"], 409>, text: string): WitnessAnswer {
  return { status, type: "text/plain; charset=utf-8", body: `${text}\n` };
}
