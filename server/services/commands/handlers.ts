import type { EventType } from "../../domain/event/catalogue.ts";
import { createAnnotation, leaveOnEarlier, removeAnnotation, reviseAnnotation } from "../annotation/annotate.ts";
import { hideAnnotation, postMessage, resolveAnnotation, reviseMessage } from "../annotation/discuss.ts";
import { confirmErasure, proposeErasure } from "../erasure/erase.ts";
import { acceptAssignment } from "../assignment/accept-assignment.ts";
import { moveBlock, proposeMove } from "../assignment/move-block.ts";
import { declareInterest } from "../process/declare-interest.ts";
import { importEdition, importEntities, importFramework, importValues } from "../process/import-data.ts";
import { moveBatchPhase, moveRoundPhase } from "../process/move-phase.ts";
import { confirmChange, proposeChange, withdrawChange } from "../process/change-round.ts";
import { openRound, setPlan } from "../process/plan-round.ts";
import { openBatch, proposeOpening } from "../process/open-batch.ts";
import { pinConflict, proposeConflict } from "../process/pin-conflict.ts";
import { createPanel, createRound } from "../process/set-up-round.ts";
import { closeSupplement, freezeEvidence, markCompleteness, requestSupplement } from "../process/complete-evidence.ts";
import { addEvidence, explainEvidence } from "../process/submit-evidence.ts";
import { approveDecision, proposeDecision, returnDecision } from "../review/decide-case.ts";
import { admitCase, assignCase, refuseCase } from "../review/handle-case.ts";
import { openCase } from "../review/open-case.ts";
import { changeScore, keepScore } from "../scoring/change-score.ts";
import { finaliseItem } from "../scoring/finalise-item.ts";
import { recordOpinion } from "../scoring/record-opinion.ts";
import { reaffirmScore } from "../scoring/reaffirm-score.ts";
import { recordChoice } from "../scoring/record-choice.ts";
import { sealScore } from "../scoring/seal-score.ts";
import { withdrawScore } from "../scoring/withdraw-score.ts";
import type { CommandHandler } from "./handler.ts";

/** Every command that a person can give, by its event. What is not here is the system's own. */
export const HANDLERS: ReadonlyMap<EventType, CommandHandler> = new Map(
  [
    importFramework,
    importEntities,
    importEdition,
    createRound,
    createPanel,
    setPlan,
    openRound,
    proposeChange,
    confirmChange,
    withdrawChange,
    moveRoundPhase,
    moveBatchPhase,
    declareInterest,
    proposeConflict,
    pinConflict,
    acceptAssignment,
    proposeMove,
    moveBlock,
    addEvidence,
    explainEvidence,
    requestSupplement,
    closeSupplement,
    markCompleteness,
    freezeEvidence,
    importValues,
    recordChoice,
    sealScore,
    withdrawScore,
    reaffirmScore,
    proposeOpening,
    openBatch,
    changeScore,
    keepScore,
    createAnnotation,
    reviseAnnotation,
    removeAnnotation,
    leaveOnEarlier,
    resolveAnnotation,
    hideAnnotation,
    postMessage,
    reviseMessage,
    finaliseItem,
    recordOpinion,
    openCase,
    admitCase,
    refuseCase,
    assignCase,
    proposeDecision,
    approveDecision,
    returnDecision,
    proposeErasure,
    confirmErasure,
  ].map((handler) => [handler.type, handler]),
);
