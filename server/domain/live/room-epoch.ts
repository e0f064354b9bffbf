/**
 * Parameters of a room's address that name a life of its document.
 *
 * `known`: the life that the client's text is of; any other closes the socket. `proposed`: the client has no text of
 * the document yet, and this is the name of its life if there is no document until now; where there is one that is
 * called otherwise, the socket closes as well. So a client that was let in knows the life that it is in, and no answer
 * of the server has to tell it. An address without either gets a plain full sync.
 */
export const EPOCH_PARAMETER = { known: "epoch", proposed: "newEpoch" } as const;

/** Whether a client may call a new document's life so. */
export const isEpochName = (text: string): boolean => /^[\w-]{12,32}$/.test(text);
