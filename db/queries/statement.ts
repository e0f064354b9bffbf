import { type Compilable, CompiledQuery } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";

/**
 * A query that is built and compiled once for each kind of database and then run with other values: what every commit
 * runs would else cost more to build than to run.
 *
 * @param build - gives the query; each value stands in it once, in the order of the arguments, and no other value.
 */
export function defineStatement<P extends readonly unknown[], R = never>(
  build: (db: Transaction, ...values: P) => Compilable<R>,
): (db: Transaction, ...values: P) => Promise<R[]> {
  const texts = new WeakMap<object, string>();
  return async (db, ...values) => {
    const { adapter } = db.getExecutor();
    let text = texts.get(adapter);
    if (text === undefined) {
      const { sql, parameters } = build(db, ...values).compile();
      if (parameters.length !== values.length || parameters.some((value, place) => value !== values[place])) {
        throw new RangeError(`defineStatement: ${sql} does not take its values in the order of its arguments`);
      }
      text = sql;
      texts.set(adapter, text);
    }
    return (await db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as R[];
  };
}
