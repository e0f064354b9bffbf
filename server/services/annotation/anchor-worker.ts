import type { TextAnchor } from "../../domain/annotation/anchor.ts";
import { answerCalls } from "../answer-calls.ts";
import { locateAnchors, type LocatedAnchors } from "./locate-anchors.ts";

export interface LocateRequest {
  readonly document: string;
  readonly before: string | null;
  readonly anchors: readonly TextAnchor[];
}

answerCalls(({ document, before, anchors }: LocateRequest): LocatedAnchors => locateAnchors(document, before, anchors));
