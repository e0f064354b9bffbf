const PATHS = {
  alert: "M8 2.2l6.3 11.3H1.7zM8 6.5v3.2M8 11.5v.1",
  arrowRight: "M2.5 8h11M9.5 4l4 4-4 4",
  bold: "M4.5 2.8h4a2.5 2.5 0 010 5h-4zM4.5 7.8h4.7a2.7 2.7 0 010 5.4H4.5z",
  check: "M3 8.5l3.2 3.2L13 5",
  chevronDown: "M4 6.2l4 4 4-4",
  chevronLeft: "M9.8 4l-4 4 4 4",
  chevronRight: "M6.2 4l4 4-4 4",
  clock: "M8 2a6 6 0 110 12A6 6 0 018 2M8 4.6V8l2.4 1.6",
  close: "M4 4l8 8M12 4l-8 8",
  columns: "M2.3 2.8h11.4v10.4H2.3zM8 2.8v10.4",
  comment: "M2.3 3h11.4v8H7l-3.2 2.6V11H2.3z",
  copy: "M5.3 5.3h8v8.4h-8zM10.7 5.3V2.6h-8v8.1h2.6",
  document: "M3.8 1.8h5.4l3 3v9.4H3.8zM9 1.8V5h3.2",
  download: "M8 2.2v7.6M4.7 6.7L8 10l3.3-3.3M2.8 13.4h10.4",
  exchange: "M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13",
  fingerprint:
    "M4 12.5c-.8-4 .2-8 4-8s4.5 3 4.2 7M6.2 13.5c-.8-3.5-.5-6.5 1.8-6.5s2.3 2.8 2 6.7" +
    "M8.1 9.5c.2 1.5.1 3-.1 4.5M2.6 9C2.5 4.5 4.7 2 8 2c2.2 0 4 1.1 5 3",
  frame: "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M6.5 8h3M8 6.5v3",
  hidden:
    "M6.3 4.1A6 6 0 018 3.8c4 0 6.5 4.2 6.5 4.2a11 11 0 01-2 2.4" +
    "M4.2 5A10.6 10.6 0 001.5 8S4 12.2 8 12.2c1.3 0 2.4-.4 3.4-1M2.5 2.5l11 11",
  italic: "M7 2.8h5M4 13.2h5M9.7 2.8L6.3 13.2",
  key: "M5 7.8a2.7 2.7 0 110 5.4 2.7 2.7 0 010-5.4M7 8.6l5.7-5.7M10.5 5.1l1.8 1.8",
  list: "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1",
  lock: "M3.3 7h9.4v6.7H3.3zM5.3 7V5.2a2.7 2.7 0 015.4 0V7",
  minus: "M3 8h10",
  more: "M3.5 8h.1M8 8h.1M12.5 8h.1",
  pause: "M5.5 3v10M10.5 3v10",
  pencil: "M10.8 2.7l2.5 2.5-7.8 7.8-3.2.7.7-3.2z",
  play: "M5 3l7.5 5L5 13z",
  plus: "M8 3v10M3 8h10",
  quote:
    "M3 11c1.7 0 2.7-1.2 2.7-3H3V4.7h3.6V8c0 2.8-1.3 4.6-3.6 4.6" +
    "M9.4 11c1.7 0 2.7-1.2 2.7-3H9.4V4.7H13V8c0 2.8-1.3 4.6-3.6 4.6",
  scales: "M8 2v11.5M4.5 13.5h7M3 4.5h10M3 4.5L1.3 9.2h3.4zM13 4.5l-1.7 4.7h3.4z",
  search: "M7 2.7a4.3 4.3 0 110 8.6 4.3 4.3 0 010-8.6M10.2 10.2l3.4 3.4",
  shield: "M8 1.7l5 1.8v4c0 3.3-2.1 5.7-5 6.8-2.9-1.1-5-3.5-5-6.8v-4zM5.6 8l1.8 1.8 3-3.2",
  sun:
    "M8 5.2a2.8 2.8 0 110 5.6 2.8 2.8 0 010-5.6M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1" +
    "M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1",
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  name: IconName;
  /** 16, 14 or 12 px. */
  size?: "m" | "s" | "xs" | undefined;
  /** Only when nothing beside it says the same; else the icon is hidden from assistive technology. */
  label?: string | undefined;
  className?: string | undefined;
}

export function Icon({ name, size = "m", label, className = "" }: IconProps) {
  const classes = `i ${size === "m" ? "" : size} ${className}`.trim();
  const spoken = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg className={classes} viewBox="0 0 16 16" {...spoken}>
      <path d={PATHS[name]} strokeWidth={name === "more" ? 2.2 : undefined} />
    </svg>
  );
}

/** The mark of the product: an assay stamp. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M5.5 1h9L19 5.5v9L14.5 19h-9L1 14.5v-9z" strokeWidth="1.5" />
      <path d="M6 14.2L10 5l4 9.2M7.4 11.2h5.2" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}
