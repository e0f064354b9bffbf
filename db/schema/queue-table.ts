/** A view of the own queue that a person keeps under a name. */
export interface SavedViewTable {
  account_id: string;
  name: string;
  /** Parameters of an address, see `formatQueueQuery`. */
  query: string;
  saved_at: string;
}
