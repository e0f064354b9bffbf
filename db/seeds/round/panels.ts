/** How far a batch of the demo round has come. */
export type BatchFate =
  /** Scored blind; some experts have sealed. */
  | "blind"
  /** Opened and discussed; some items are final. */
  | "discussed"
  /** Every item is final. */
  | "decided"
  /** Final and sent to the agencies, who may ask for a review. */
  | "answerable";

/** One panel of the demo round. */
export interface PanelPlan {
  readonly number: number;
  readonly entities: readonly string[];
  /** By main index: the six that have indicators for experts. */
  readonly batches: Readonly<Record<string, BatchFate>>;
}

/** Letters of the five experts of every panel; the chair is CT. */
export const LETTERS = ["A", "B", "C", "D", "E"] as const;
export type Letter = (typeof LETTERS)[number];

/** The 34 provinces in three panels. Huế is with panel 2, Hải Phòng with panel 1: see `SHOWCASE`. */
export const PANELS: readonly PanelPlan[] = [
  {
    number: 1,
    entities: [
      ...["an-giang", "can-tho", "dak-lak", "dong-thap", "ha-tinh", "hai-phong"],
      ...["lai-chau", "lao-cai", "phu-tho", "quang-tri", "thai-nguyen", "vinh-long"],
    ],
    batches: { 1: "answerable", 2: "blind", 4: "decided", 5: "decided", 7: "discussed", 8: "decided" },
  },
  {
    number: 2,
    entities: [
      ...["bac-ninh", "cao-bang", "dien-bien", "gia-lai", "hue", "hung-yen"],
      ...["lam-dong", "nghe-an", "quang-ngai", "son-la", "thanh-hoa"],
    ],
    batches: { 1: "answerable", 2: "discussed", 4: "decided", 5: "answerable", 7: "blind", 8: "decided" },
  },
  {
    number: 3,
    entities: [
      ...["ca-mau", "da-nang", "dong-nai", "ha-noi", "ho-chi-minh", "khanh-hoa"],
      ...["lang-son", "ninh-binh", "quang-ninh", "tay-ninh", "tuyen-quang"],
    ],
    batches: { 1: "answerable", 2: "decided", 4: "decided", 5: "discussed", 7: "decided", 8: "blind" },
  },
];

/** The same indicator twice: under discussion for one city, still blind for the other. */
export const SHOWCASE = { indicator: "2.1", discussed: "hue", blind: "hai-phong" } as const;

/** Where a demo's visitor can hand something in: the support team has asked this agency for more. */
export const ASKED = { indicator: "7.3", entity: "hue" } as const;

/** Declared conflicts of interest; whoever has one takes no part for that entity. */
export const CONFLICTS: readonly {
  readonly panel: number;
  readonly letter: Letter;
  readonly entity: string;
  readonly kind: "employment" | "family" | "advisory" | "financial" | "institutional" | "other";
}[] = [
  { panel: 1, letter: "D", entity: "can-tho", kind: "advisory" },
  { panel: 2, letter: "B", entity: "thanh-hoa", kind: "family" },
  { panel: 3, letter: "A", entity: "da-nang", kind: "employment" },
  { panel: 3, letter: "E", entity: "quang-ninh", kind: "institutional" },
];

const LACKING: ReadonlySet<string> = new Set(["cao-bang/8.3", "dien-bien/4.1", "lai-chau/7.3"]);

/** Whether the agency submitted nothing for an item, so that experts find no evidence. */
export function lacksEvidence(entity: string, indicator: string): boolean {
  return LACKING.has(`${entity}/${indicator}`);
}
