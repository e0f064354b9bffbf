import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export type GlyphState = "todo" | "draft" | "sealed" | "open" | "ready" | "final" | "dispute" | "withheld" | "recused";

const ring = <circle cx="6" cy="6" r="4.5" />;

/** One shape for each state: colour and size never carry it. */
const SHAPES: Record<GlyphState, ReactNode> = {
  todo: ring,
  draft: (
    <>
      {ring}
      <path className="f" d="M6 1.5a4.5 4.5 0 010 9z" />
    </>
  ),
  sealed: (
    <>
      <rect x="1.7" y="1.7" width="8.6" height="8.6" />
      <path className="thin" d="M1.7 6.5l4.8-4.8M2 10l8-8M5.5 10.3l4.8-4.8" />
    </>
  ),
  open: (
    <>
      <circle cx="4.3" cy="6" r="3.1" />
      <circle cx="7.7" cy="6" r="3.1" />
    </>
  ),
  ready: (
    <>
      {ring}
      <path d="M3.9 6.2l1.5 1.5 2.8-3" />
    </>
  ),
  final: (
    <>
      <path className="f" d="M3 1h6l2 2v6l-2 2H3L1 9V3z" />
      <path className="paper" d="M3.6 6.2l1.7 1.7 3.2-3.5" />
    </>
  ),
  dispute: <path d="M2.7 11V1.5h6.8L8 4l1.5 2.5H2.7" />,
  withheld: (
    <>
      {ring}
      <path d="M2.8 9.2l6.4-6.4" />
    </>
  ),
  recused: (
    <>
      {ring}
      <path d="M3.5 6h5" />
    </>
  ),
};

export interface StateGlyphProps {
  state: GlyphState;
  /** The state is written beside the glyph, so it is not said twice. */
  hasText?: boolean | undefined;
  className?: string | undefined;
}

export function StateGlyph({ state, hasText = false, className = "" }: StateGlyphProps) {
  const { t } = useTranslation("common");
  const spoken = hasText ? { "aria-hidden": true } : { role: "img", "aria-label": t(`glyph.${state}`) };
  return (
    <svg className={`g ${className}`.trim()} viewBox="0 0 12 12" {...spoken}>
      {SHAPES[state]}
    </svg>
  );
}

export type CheckState = "met" | "unclear" | "missing";

const CHECK_SHAPES: Record<CheckState, ReactNode> = {
  met: <path d="M2 6.3l2.7 2.7L10 3.2" />,
  unclear: <circle cx="6" cy="6" r="4.5" strokeDasharray="2 1.6" />,
  missing: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
};
const CHECK_CLASSES: Record<CheckState, string> = { met: "ok", unclear: "warn", missing: "bad" };

/** Whether a condition holds: tick, broken ring, cross. Also "verified", "waiting" and "failed" of a proof. */
export function CheckGlyph({ state, hasText = false }: { state: CheckState; hasText?: boolean }) {
  const { t } = useTranslation("common");
  const spoken = hasText ? { "aria-hidden": true } : { role: "img", "aria-label": t(`check.${state}`) };
  return (
    <svg className={`g ${CHECK_CLASSES[state]}`} viewBox="0 0 12 12" {...spoken}>
      {CHECK_SHAPES[state]}
    </svg>
  );
}
