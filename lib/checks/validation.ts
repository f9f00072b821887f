import {
  type Finding,
  type FindingType,
  type Location,
  type Node,
  SERVICE_CHECKS,
  type ServiceFacts,
  type Span,
} from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { counted } from "#lib/words.ts";
import { type Ask, askEngine } from "./aws/ask.ts";
import { mayGrant, policyType } from "./policy-type.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Judged, Unnamed } from "./result.ts";
import { statementId, statementText } from "./statement-text.ts";
import type { Answerer } from "./verdict.ts";

/** Issue codes that require public facts about AWS services. */
export const CODES_THAT_NEED_FACTS: readonly string[] = [...new Set(SERVICE_CHECKS.map(({ code }) => code))].sort();

type Around = { profile: Pick<ReadProfile, "validation">; facts?: ServiceFacts | undefined; ask?: Ask | undefined };

/** Validates a policy of a template, at its places in the template. Findings at the profile's levels block. */
export function judgeValidation(found: TemplatePolicy, { profile, facts, ask = askEngine }: Around): Judged {
  const question = { text: found.text, type: policyType(found.kind), resourceType: found.publicType, facts };
  const { by: answeredBy, ...answered } = ask.validate(question);
  if ("error" in answered) return gap("error", answered.error, answeredBy);
  if ("undecided" in answered) return gap("incomplete", answered.undecided, answeredBy);
  const { findings, leftOut } = answered;
  // Security warnings are only about grants.
  const block = profile.validation.block.filter((type) => type !== "SECURITY_WARNING" || mayGrant(found.kind));
  const blocks = findings.filter(({ findingType }) => block.includes(findingType)).length;
  const reasons = findings.map((finding) => reasonOf(finding, found, block));
  const message = validationWords(findings, blocks);
  return { check: "validation", verdict: blocks > 0 ? "fail" : "pass", message, reasons, answeredBy, leftOut };
}

function gap(verdict: "error" | "incomplete", cause: string, answeredBy: Answerer): Judged {
  const message = `The policy could not be validated: ${cause}`;
  return { check: "validation", verdict, message, reasons: [], answeredBy };
}

function reasonOf(finding: Finding, found: TemplatePolicy, block: readonly FindingType[]): Unnamed {
  const { findingType, issueCode, findingDetails, learnMoreLink, locations } = finding;
  const [location] = locations;
  const statementIndex = location ? statementOf(location) : null;
  const sid = statementIndex === null ? undefined : statementId(found.node, statementIndex);
  const content = statementIndex === null ? found.text : statementText(found.node, statementIndex);
  const where = location ? JSON.stringify(location.path) : "";
  const level = findingType === "SUGGESTION" ? "suggestion" : "warning";
  return {
    description: findingDetails,
    statementIndex,
    ...(sid && { statementId: sid }),
    span: location ? spanOf(location, found.node) : found.span,
    rule: issueCode,
    learnMore: learnMoreLink,
    digest: [content, inStatement(where)],
    ...(!block.includes(findingType) && { level }),
  };
}

const WORDS: Record<FindingType, string> = {
  ERROR: "error",
  SECURITY_WARNING: "security warning",
  WARNING: "warning",
  SUGGESTION: "suggestion",
};

function validationWords(all: readonly Finding[], blocks: number): string {
  if (all.length === 0) return "Policy validation found nothing.";
  const types = (Object.keys(WORDS) as FindingType[]).flatMap((type) => {
    const count = all.filter(({ findingType }) => findingType === type).length;
    return count > 0 ? [counted(count, WORDS[type])] : [];
  });
  const ends = blocks === 0 ? "none blocks" : counted(blocks, "of them blocks", "of them block");
  return `Policy validation found ${types.join(", ")}; ${ends}.`;
}

function statementOf({ path }: Location): number | null {
  const [first, second] = path;
  if (!first || !("value" in first) || first.value !== "Statement") return null;
  return second && "index" in second ? second.index : 0;
}

/** The path within the statement, so that a moved statement stays the same. */
function inStatement(path: string): string {
  return path.replace(/^\[\{"value":"Statement"\},\{"index":\d+\}/, "[");
}

/** The span of a policy location in its source, as deep as the source has spans. */
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
