import type { Assignment, AssignmentProblem } from "../../domain/assignment/assignment-problem.ts";
import { solveAssignment } from "../../domain/assignment/solve-assignment.ts";
import { answerCalls } from "../answer-calls.ts";

answerCalls((problem: AssignmentProblem, onProgress): Assignment => solveAssignment(problem, onProgress));
