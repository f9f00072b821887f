import { createContext } from "react";
import type { FieldProblem } from "#lib/errors.ts";

/** The problems of the surrounding form shown at its controls and nowhere else. */
export const Placed = createContext<readonly FieldProblem[]>([]);
