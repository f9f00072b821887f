import { createContext } from "react";
import type { FieldProblem } from "#lib/errors.ts";

/** The problems of the form around, that are said at its controls and nowhere else. */
export const Placed = createContext<readonly FieldProblem[]>([]);
