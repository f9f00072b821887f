import { type Location, type Node, type ServiceFacts, type Span, validatePolicy } from "#lib/iam/index.ts";
import { policyType } from "#lib/policies/rules/policy-type.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft, type Level } from "./finding.ts";
import { statementText, subjectOf, writtenOut } from "./policy-findings.ts";
import type { ValidationLevel } from "./profile-file.ts";

const LEVEL_OF: Record<ValidationLevel, Level> = {
  ERROR: "warning",
  SECURITY_WARNING: "warning",
  WARNING: "warning",
  SUGGESTION: "suggestion",
};

/** What policy validation says, at the places in the source; levels of the profile's list block. */
export function validationFindings(
  found: TemplatePolicy,
  block: readonly ValidationLevel[],
  facts: ServiceFacts | undefined,
): { drafts: Draft[]; leftOut: string[] } {
  const { findings, leftOut } = validatePolicy({
    source: found.text,
    type: policyType(found.kind),
    ...(found.publicType !== null && { resourceType: found.publicType }),
    ...(facts && { facts }),
  });
  const drafts = findings.map(({ findingType, issueCode, findingDetails, learnMoreLink, locations }) => {
    const [location] = locations;
    const statementIndex = location ? statementOf(location) : null;
    const where = location ? JSON.stringify(location.path) : "";
    return draft({
      ...subjectOf(found),
      rule: issueCode,
      level: block.includes(findingType) ? "blocking" : LEVEL_OF[findingType],
      message: findingDetails,
      span: location ? spanOf(location, found.node) : found.span,
      statementIndex,
      learnMore: learnMoreLink,
      digest: `${statementIndex === null ? found.text : statementText(found.node, statementIndex)}\n${inStatement(where)}`,
      quote: statementIndex === null ? null : writtenOut(found.node, statementIndex),
    });
  });
  return { drafts, leftOut };
}

function statementOf({ path }: Location): number | null {
  const [first, second] = path;
  if (!first || !("value" in first) || first.value !== "Statement") return null;
  return second && "index" in second ? second.index : 0;
}

/** The place inside the statement, so that a statement that moves to another index is still the same. */
function inStatement(path: string): string {
  return path.replace(/^\[\{"value":"Statement"\},\{"index":\d+\}/, "[");
}

/** Where a location of the policy stands in its source: as deep as the source has a place for it. */
function spanOf({ path }: Location, document: Node): Span {
  let node = document;
  for (const step of path) {
    if ("key" in step && node.kind === "object") {
      return node.entries.find(({ key }) => key === step.key)?.keySpan ?? node.span;
    }
    const next = childOf(node, step);
    if (!next) break;
    node = next;
  }
  return node.span;
}

function childOf(node: Node, step: Location["path"][number]): Node | undefined {
  if ("index" in step && node.kind === "array") return node.items[step.index];
  if ("value" in step && node.kind === "object") return node.entries.find(({ key }) => key === step.value)?.value;
  return undefined;
}
