/** Bounds on what one client can make the server hold or compute. Both ends use them. */
export const LIVE_LIMITS = {
  /** One sync-step-2: everything that was written offline. */
  stepTwoBytesMax: 2 * 1024 * 1024,
  /** Any other update. */
  updateBytesMax: 256 * 1024,
  /** A whole document, encoded. */
  documentBytesMax: 2 * 1024 * 1024,
  /** One client's own presence, as JSON in UTF-8. */
  presenceBytesMax: 1_000,
  /** Entries in one presence frame: stock clients re-send all whom they hear of, in the fullest room. */
  presenceEntriesMax: 1_024,
  /** A state vector in a sync-step-1: of a document with as many client ids as ten people may have. */
  stateVectorBytesMax: 256 * 1024,
  /** Client ids of one account in one document; each page that writes takes one. */
  clientsPerAccountMax: 2_000,
  /** Items in a sync-step-2: integration of hostile ones costs their number squared. */
  stepTwoItemsMax: 40_000,
  /** Items in any other update; a page of pasted text has some hundreds. */
  updateItemsMax: 8_000,
  /** Client ids in one update: one account's tabs that wrote offline. */
  updateClientsMax: 32,
  /** Nesting of elements below the root; a list inside a list adds two. */
  depthMax: 20,
  /** Nesting of an attribute's or a mark's value. */
  valueDepthMax: 4,
  /** Presence of one peer goes out once in this time at most; the latest wins. */
  presenceIntervalMs: 100,
} as const;
