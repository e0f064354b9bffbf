import type { vi } from "./vi.ts";

/** The same keys with other words; where a key has a plural, the language may add its singular. */
type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & { [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string };

/** All texts of one language. The Vietnamese ones are written first and decide which keys there are. */
export type Catalogue = Translated<typeof vi>;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof vi;
  }
}
