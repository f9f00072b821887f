import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { parsePolicy } from "#lib/iam/index.ts";
import { fieldProblem } from "./field-problem.ts";

/** Problems of a definition beyond its shape: every reference that is not a policy, with its place. */
export function profileProblems({ references }: Pick<ProfileDefinition, "references">): FieldProblem[] {
  return (["identity", "resource"] as const).flatMap((type) =>
    references[type].flatMap((text, index) => {
      const parsed = parsePolicy(text, { type });
      if (parsed.ok) return [];
      const path = ["definition", "references", type, index];
      return parsed.problems.map((problem): FieldProblem => ({ ...fieldProblem(problem), path }));
    }),
  );
}
