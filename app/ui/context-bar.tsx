import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import type { GlyphState } from "./state-glyph.tsx";

export interface Crumb {
  label: string;
  /** Absent on the last one: that is this page. */
  to?: string | undefined;
}

export interface PhaseStep {
  key: "preparation" | "submission" | "independent" | "reconciliation" | "finalisation" | "response" | "publication";
  state: "done" | "current" | "next";
  /** The deadline of the current phase, or its date: "còn 2 ngày 7 giờ". */
  detail?: string | undefined;
  /** How many batches are at this step, where others are at another one. */
  count?: number | undefined;
}

export interface PhaseSteps {
  /** Whose phase it is: the round's own, or that of the batches which the page is about. */
  readonly of: "round" | "batches";
  readonly steps: readonly PhaseStep[];
}

const PHASE_GLYPHS: Record<PhaseStep["state"], GlyphState> = { done: "ready", current: "draft", next: "todo" };

/**
 * Where the round is; batches at several phases make several current. `calendarTo` makes these open the calendar.
 *
 * Where there is room for one name only it is the first current one's, and how many others there are stands beside it.
 */
export function PhaseStepper({ phases, calendarTo }: { phases: PhaseSteps; calendarTo?: string | undefined }) {
  const { t } = useTranslation("shell");
  const [first, ...others] = phases.steps.filter(({ state }) => state === "current");
  const label = t(`phases.label.${phases.of}`);
  return (
    <ol className="phases" aria-label={label} title={label}>
      {phases.steps.map((phase) => {
        const { key, state, count } = phase;
        const detail = count === undefined ? phase.detail : t("phases.batches", { count });
        const isCurrent = state === "current";
        const content = (
          <>
            <StateGlyph state={PHASE_GLYPHS[state]} hasText />
            <span className="phase-name">
              {t(`phases.${key}`)}
              {detail && ` · ${detail}`}
            </span>
            <span className="sr">, {t(`phases.${state}`)}</span>
            {phase === first && others.length > 0 && (
              // All of them are named to those who listen.
              <span className="phases-more" aria-hidden="true">
                <span className="phases-sign">+{others.length}</span>
                <span className="phases-words">{t("phases.more", { count: others.length })}</span>
              </span>
            )}
          </>
        );
        return (
          <li key={key} className={state} aria-current={phase === first ? "step" : undefined}>
            {isCurrent && calendarTo !== undefined ? <Link to={calendarTo}>{content}</Link> : content}
          </li>
        );
      })}
    </ol>
  );
}

export interface ContextBarProps {
  crumbs: readonly Crumb[];
  phases?: PhaseSteps | undefined;
  calendarTo?: string | undefined;
  /** Instead of, or after, the phases. */
  children?: ReactNode;
}

/** The 40 px line that says where and which phase. */
export function ContextBar({ crumbs, phases, calendarTo, children }: ContextBarProps) {
  const { t } = useTranslation("shell");
  return (
    <section className="ctx" aria-label={t("context")}>
      <nav className="crumb" aria-label={t("breadcrumbs")}>
        <ol>
          {crumbs.map(({ label, to }, index) => (
            <li key={label}>
              {index > 0 && <Icon name="chevronRight" size="xs" />}
              {to === undefined ? (
                <span className="clip" aria-current={index === crumbs.length - 1 ? "page" : undefined}>
                  {label}
                </span>
              ) : (
                <Link to={to}>{label}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <span className="sp" />
      {phases && <PhaseStepper phases={phases} calendarTo={calendarTo} />}
      {children}
    </section>
  );
}

export interface PageProps extends ContextBarProps {
  /** The page is divided into panes that scroll by themselves. */
  hasPanes?: boolean | undefined;
}

/** What stands between the bar and the log line: the context line and the page's main region. */
export function Page({ hasPanes = false, children, ...context }: PageProps) {
  return (
    <>
      <ContextBar {...context} />
      <main id="main" tabIndex={-1} className={hasPanes ? "panes" : undefined}>
        {children}
      </main>
    </>
  );
}
