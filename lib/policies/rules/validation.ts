import type { FindingType, Location, Node, ServiceFacts, Span } from "#lib/iam/index.ts";
import { SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import type { Answerer } from "../rules.ts";
import { type Ask, askEngine } from "./aws/ask.ts";
import { policyType } from "./policy-type.ts";
import { statementText } from "./statement-text.ts";

/** What policy validation says about one place. `statementIndex` is null where no statement is meant. */
export type Validated = {
  rule: string;
  findingType: FindingType;
  message: string;
  span: Span;
  statementIndex: number | null;
  learnMore: string;
  digest: string;
};

/** The issue codes that nobody can look for without what is publicly known of AWS's services. */
export const CODES_THAT_NEED_FACTS: readonly string[] = [...new Set(SERVICE_CHECKS.map(({ code }) => code))].sort();

/** What was found, or why there is no answer. */
export type Validation = {
  validated: Validated[];
  leftOut: string[];
  answeredBy: Answerer;
  gap?: { verdict: "error" | "incomplete"; cause: string };
};

/** Policy validation of a policy of a template, at the places in the template. */
export function validate(
  found: TemplatePolicy,
  facts: ServiceFacts | undefined,
  { validate: ask }: Pick<Ask, "validate"> = askEngine,
): Validation {
  const answered = ask({ text: found.text, type: policyType(found.kind), resourceType: found.publicType, facts });
  const none = { validated: [], leftOut: [], answeredBy: answered.by };
  if ("error" in answered) return { ...none, gap: { verdict: "error", cause: answered.error } };
  if ("undecided" in answered) return { ...none, gap: { verdict: "incomplete", cause: answered.undecided } };
  const { findings, leftOut } = answered;
  const validated = findings.map(({ findingType, issueCode, findingDetails, learnMoreLink, locations }): Validated => {
    const [location] = locations;
    const statementIndex = location ? statementOf(location) : null;
    const where = location ? JSON.stringify(location.path) : "";
    return {
      rule: issueCode,
      findingType,
      message: findingDetails,
      span: location ? spanOf(location, found.node) : found.span,
      statementIndex,
      learnMore: learnMoreLink,
      digest: `${statementIndex === null ? found.text : statementText(found.node, statementIndex)}\n${inStatement(where)}`,
    };
  });
  return { validated, leftOut, answeredBy: answered.by };
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
