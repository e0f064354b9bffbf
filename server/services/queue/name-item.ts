import type { Framework } from "../../domain/framework/framework.ts";

/** What the framework says of an indicator that lists show. */
export function nameItem(framework: Framework, indicator: string) {
  const component = framework.components.find((one) => one.code === indicator);
  if (component === undefined) throw new RangeError(`name item: ${framework.id} has no ${indicator}`);
  const { name, sample, maxMilliPoints } = component;
  return { indicator, name, isSample: sample, maxMilliPoints };
}
