/**
 * Parameter of a room's address that names the life of its document that a page was made for; any other closes the
 * socket with 4409. Who has none of the document's text may leave it out, and gets a plain full sync.
 *
 * The server gives each life its name, also before there is a document: nobody can choose that of an older one, whose
 * text other browsers may still hold.
 */
export const EPOCH_PARAMETER = "epoch";
