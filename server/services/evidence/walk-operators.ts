import { OPS, type PDFPageProxy, Util } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a page does, as pdf.js lists it. */
export type Operators = Awaited<ReturnType<PDFPageProxy["getOperatorList"]>>;
export type Matrix = readonly number[];

/** One step of a page, and the transformation that holds at it. */
export interface PlacedOperator {
  readonly operator: number;
  readonly operands: unknown[] | null;
  readonly matrix: Matrix;
}

/** Goes through a page's operators. @param viewport - from the page's space to the one that is wanted. */
export function* walkOperators({ fnArray, argsArray }: Operators, viewport: Matrix): Generator<PlacedOperator> {
  const saved: Matrix[] = [];
  let matrix: Matrix = viewport;
  for (const [position, operator] of fnArray.entries()) {
    const operands = argsArray[position] as unknown[] | null;
    if (operator === OPS.save) saved.push(matrix);
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = saved.pop() ?? viewport;
    else if (operator === OPS.transform) matrix = combine(matrix, operands);
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(matrix);
      if (operands?.[0]) matrix = combine(matrix, operands[0]);
    } else yield { operator, operands, matrix };
  }
}

const combine = (matrix: Matrix, by: unknown): Matrix => Util.transform([...matrix], by) as number[];
