/**
 * The two sizes of one suite: `npm test` runs small counts, `npm run test:full` the counts that are claimed.
 *
 * @returns `full` when `TEST_SCALE=full`, else `small`.
 */
export function scaled<T>({ small, full }: { readonly small: T; readonly full: T }): T {
  return process.env["TEST_SCALE"] === "full" ? full : small;
}
