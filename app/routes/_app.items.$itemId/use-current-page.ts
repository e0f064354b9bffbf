import { type RefObject, useEffect, useState } from "react";

/** The page that stands in the upper third of the pane, from 1. */
export function useCurrentPage(stageRef: RefObject<HTMLElement | null>, evidenceId: string): number {
  const [page, setPage] = useState(1);
  useEffect(() => {
    const stage = stageRef.current;
    if (stage === null) return;
    const look = (): void => {
      const line = stage.getBoundingClientRect().top + stage.clientHeight / 3;
      const passed = [...stage.querySelectorAll(".sheet")].filter((one) => one.getBoundingClientRect().top <= line);
      setPage(Math.max(1, passed.length));
    };
    stage.scrollTop = 0;
    look();
    stage.addEventListener("scroll", look, { passive: true });
    return () => stage.removeEventListener("scroll", look);
  }, [stageRef, evidenceId]);
  return page;
}
