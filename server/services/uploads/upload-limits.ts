/** What agencies may send. Each number is far above a round's real work and far below what hurts the server. */
export const UPLOAD_LIMITS = {
  /** As large as the reader takes. */
  fileBytesMax: 64 * 1024 * 1024,
  /** Files of one agency that are under way or wait to be submitted. */
  agencyFilesMax: 60,
  agencyBytesMax: 1024 * 1024 * 1024,
  /** The same of all agencies together. */
  totalBytesMax: 20 * 1024 * 1024 * 1024,
  /** How long a file waits to be finished and submitted. */
  keptMs: 7 * 24 * 60 * 60 * 1000,
} as const;

export type UploadLimits = { readonly [K in keyof typeof UPLOAD_LIMITS]: number };
