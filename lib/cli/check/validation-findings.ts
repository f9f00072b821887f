import type { FindingType, ServiceFacts } from "#lib/iam/index.ts";
import { validate } from "#lib/policies/rules/validation.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft, type Level } from "./finding.ts";
import { subjectOf, writtenOut } from "./policy-findings.ts";

const LEVEL_OF: Record<FindingType, Level> = {
  ERROR: "warning",
  SECURITY_WARNING: "warning",
  WARNING: "warning",
  SUGGESTION: "suggestion",
};

/** What policy validation says, at the places in the source; levels of the profile's list block. */
export function validationFindings(
  found: TemplatePolicy,
  block: readonly FindingType[],
  facts: ServiceFacts | undefined,
): { drafts: Draft[]; leftOut: string[] } {
  const { validated, leftOut } = validate(found, facts);
  const drafts = validated.map(({ findingType, statementIndex, ...rest }) =>
    draft({
      ...subjectOf(found),
      ...rest,
      level: block.includes(findingType) ? "blocking" : LEVEL_OF[findingType],
      statementIndex,
      quote: statementIndex === null ? null : writtenOut(found.node, statementIndex),
    }),
  );
  return { drafts, leftOut };
}
