import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { LIVE_LIMITS } from "../domain/live/live-limits.ts";

// The frames of the y-websocket protocol: a message type, for sync a second one, then a payload with its length.
const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const STEP_ONE = 0;
const STEP_TWO = 1;
const UPDATE = 2;

/** One client's entry in an awareness frame. */
export interface PresenceEntry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON text; `null` means gone. */
  readonly json: string;
}

/** What a client may send. */
export type ClientMessage =
  | { readonly kind: "step-one"; readonly stateVector: Map<number, number> }
  | { readonly kind: "update"; readonly update: Uint8Array; readonly isStepTwo: boolean }
  | { readonly kind: "presence"; readonly entries: readonly PresenceEntry[] }
  | { readonly kind: "ask-presence" };

/** @returns null for a frame that is not of this protocol, is cut short, or has something behind its end. */
export function parseFrame(frame: Uint8Array): ClientMessage | null {
  // Its own buffer: lib0 follows a false length beyond a view, into what other sockets received.
  const decoder = decoding.createDecoder(new Uint8Array(frame));
  try {
    const message = readMessage(decoder);
    return decoding.hasContent(decoder) ? null : message;
  } catch {
    return null;
  }
}

function readMessage(decoder: decoding.Decoder): ClientMessage | null {
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return readSync(decoder);
    case AWARENESS: {
      const entries = readPresence(decoding.readVarUint8Array(decoder));
      return entries === null ? null : { kind: "presence", entries };
    }
    case QUERY_AWARENESS:
      return { kind: "ask-presence" };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage | null {
  const type = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (type === STEP_TWO || type === UPDATE) return { kind: "update", update: payload, isStepTwo: type === STEP_TWO };
  if (type !== STEP_ONE || payload.byteLength > LIVE_LIMITS.stateVectorBytesMax) return null;
  return { kind: "step-one", stateVector: Y.decodeStateVector(new Uint8Array(payload)) };
}

function readPresence(payload: Uint8Array): PresenceEntry[] | null {
  const decoder = decoding.createDecoder(new Uint8Array(payload));
  const entries: PresenceEntry[] = [];
  const count = decoding.readVarUint(decoder);
  if (count > LIVE_LIMITS.presenceEntriesMax) return null;
  for (let left = count; left > 0; left -= 1) {
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ clientId, clock, json: decoding.readVarString(decoder) });
  }
  return entries;
}

/** @param stateVector - as `Y.encodeStateVector` gives it. */
export function encodeStepOne(stateVector: Uint8Array): Uint8Array {
  return encodeSync(STEP_ONE, stateVector);
}

export function encodeStepTwo(update: Uint8Array): Uint8Array {
  return encodeSync(STEP_TWO, update);
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return encodeSync(UPDATE, update);
}

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const payload = encoding.createEncoder();
  encoding.writeVarUint(payload, entries.length);
  for (const { clientId, clock, json } of entries) {
    encoding.writeVarUint(payload, clientId);
    encoding.writeVarUint(payload, clock);
    encoding.writeVarString(payload, json);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(payload));
  return encoding.toUint8Array(encoder);
}

function encodeSync(type: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}
