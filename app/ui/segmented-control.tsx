import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

export interface Segment {
  value: string;
  label: ReactNode;
  /** Makes the segment a link: the choice is in the address. */
  to?: string | undefined;
}

export interface SegmentedControlProps {
  label: string;
  segments: readonly Segment[];
  value: string;
  onChange?: ((value: string) => void) | undefined;
  className?: string | undefined;
}

/** One of a few ways to look at the same thing. */
export function SegmentedControl({ label, segments, value, onChange, className = "" }: SegmentedControlProps) {
  return (
    <span className={`seg ${className}`.trim()} role="group" aria-label={label}>
      {segments.map((segment) =>
        segment.to === undefined ? (
          <button
            key={segment.value}
            type="button"
            aria-pressed={segment.value === value}
            onClick={() => onChange?.(segment.value)}
          >
            {segment.label}
          </button>
        ) : (
          <Link
            key={segment.value}
            to={segment.to}
            aria-current={segment.value === value ? "true" : undefined}
            preventScrollReset
          >
            {segment.label}
          </Link>
        ),
      )}
    </span>
  );
}
