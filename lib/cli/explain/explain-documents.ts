import type { ManagedPolicies } from "#lib/checks/managed-policies.ts";
import { redactor } from "#lib/checks/redaction/redact-message.ts";
import {
  decideRequest,
  hasPart,
  type RequestDecision,
  type WeighedStatement,
} from "#lib/checks/request/decide-request.ts";
import type { AskedRequest, PolicyRole, RequestPolicy } from "#lib/checks/request/request-policy.ts";
import { statementText } from "#lib/checks/statement-text.ts";
import { inTime } from "#lib/cli/check/judge/in-time.ts";
import { excerptOf } from "#lib/cli/check/report/excerpt.ts";
import type { Excerpt } from "#lib/cli/check/report/placed-result.ts";
import { shownText } from "#lib/cli/check/report/shown-text.ts";
import { type WithoutSecrets, withoutSecrets } from "#lib/cli/check/secrets/without-secrets.ts";
import {
  isAccountId,
  type Policy,
  type PolicyType,
  type Problem,
  parsePolicy,
  policyLimitFault,
  statementsIn,
} from "#lib/iam/index.ts";
import { linesOf } from "#lib/lines.ts";
import type { TemplateOptions, TemplatePolicy } from "#lib/templates/read.ts";
import { selectedPolicies } from "./selected-policies.ts";

/** `resources`: those of a template or plan whose policies to explain; null if it has only one. */
export type ExplainedDocument = { name: string; text: string; role: PolicyRole; resources: string[] | null };

export type ExplainInput = { documents: ExplainedDocument[]; request: AskedRequest };

type PolicyPlace = {
  document: string;
  role: PolicyRole;
  resource: string | null;
  policyName: string | null;
  line: number;
};

/** `because` are the elements that do not match the request, or may not; for a condition, including its key. */
export type ExplainedStatement = PolicyPlace &
  Pick<WeighedStatement, "effect" | "applies" | "keys"> & {
    sid: string | null;
    statementIndex: number;
    endLine: number;
    because: string[];
    excerpt: Excerpt | null;
  };

/** An assumed value that a document does not state. */
type FilledIn = { document: string; name: string; value: string };

/** The decision with its places, without secrets of the documents. `considered` are all policies involved. */
export type Explanation = Pick<RequestDecision, "outcome" | "why" | "missing" | "assumed"> & {
  gaps: string[];
  filledIn: FilledIn[];
  statements: ExplainedStatement[];
  near: ExplainedStatement[];
  considered: PolicyPlace[];
};

/** `fault` says which part of the documents cannot be used. */
export type Explained = { ok: true; explanation: Explanation } | { ok: false; fault: string };

/**
 * `longest` is the time limit in milliseconds, or null if the process can be ended from outside. Throws TookTooLong.
 */
export function explainDocuments(input: ExplainInput, managed: ManagedPolicies, longest: number | null): Explained {
  return inTime(longest, () => explained(input, managed));
}

type Placed = RequestPolicy & { found: TemplatePolicy; read: ReadDocument };
type ReadDocument = ExplainedDocument & { secrets: WithoutSecrets; lines: string[]; hide: (text: string) => string };

function explained({ documents, request }: ExplainInput, managed: ManagedPolicies): Explained {
  const policies: Placed[] = [];
  const gaps: { role: PolicyRole; message: string }[] = [];
  for (const document of documents) {
    const read = readDocument(document, surroundings(request, document.role));
    const { reading } = read.secrets.judged;
    if (!reading.ok) return { ok: false, fault: faultOf(read, reading.problems) };
    const selection = selectedPolicies(reading, document.role, document.resources, managed);
    if (!selection.ok) return { ok: false, fault: choiceOf(read, selection.choices) };
    const { selected } = selection;
    gaps.push(...selected.gaps.map(({ role, message }) => ({ role, message: read.hide(message) })));
    for (const found of selected.policies) {
      const cause = policyLimitFault(found.text, statementsIn(found.node));
      if (cause !== undefined) return { ok: false, fault: `${document.name}: ${cause}` };
      const parsed = parsePolicy(found.node, { type: TYPES[document.role] });
      if (!parsed.ok) return { ok: false, fault: faultOf(read, parsed.problems) };
      const { policy } = parsed;
      const open = openStatements(policy, found);
      policies.push({ role: document.role, policy, isSure: found.branch === undefined, open, found, read });
    }
  }
  const given = new Set(documents.map(({ role }) => role));
  const unknown = gaps.filter(({ role }) => role !== "permissions_boundary" || !given.has(role));
  const decision = decideRequest({ request, policies, gaps: new Set(unknown.map(({ role }) => role)) });
  const { outcome, why, missing, assumed } = decision;
  const hideAll = (text: string) => policies.reduce((shown, { read }) => read.hide(shown), text);
  const placed = (one: WeighedStatement) => placedStatement(one, policies);
  return {
    ok: true,
    explanation: {
      outcome,
      why,
      missing: missing.map((key) => hideAll(asWritten(key, policies))),
      assumed,
      gaps: unknown.map(({ message }) => message),
      filledIn: filledInOf(policies),
      statements: decision.statements.flatMap(placed),
      near: decision.near.flatMap(placed),
      considered: policies.filter(({ role }) => hasPart(role, request.principal)).map(placeOf),
    },
  };
}

const TYPES: Record<PolicyRole, PolicyType> = {
  identity: "identity",
  resource: "resource",
  permissions_boundary: "identity",
  session: "identity",
  service_control: "service_control",
  resource_control: "resource_control",
};

/** A template is deployed where the request is made, or, for a resource's own policy, where the resource is. */
function surroundings({ principal, resource, resourceAccount }: AskedRequest, role: PolicyRole): TemplateOptions {
  const [, partition = "", , region = "", owner = ""] = resource.split(":");
  const own = principal.kind === "AWS" ? principal.account : "";
  const ofResource = owner || (resourceAccount ?? "");
  const account = role.startsWith("resource") ? ofResource || own : own || ofResource;
  return {
    ...(/^aws[a-z-]*$/.test(partition) && { partition }),
    ...(/^[a-z]+-[a-z-]+-\d$/.test(region) && { region }),
    ...(isAccountId(account) && { account }),
  };
}

/** Statements with a name that AWS chooses at deployment: its placeholder equals no real name. */
function openStatements({ statements }: Policy, { node, assumptions }: TemplatePolicy): ReadonlySet<number> {
  const chosen = assumptions.flatMap(({ reason, value }) => (reason === "generated-name" ? [value] : []));
  const open = statements.filter(({ index }) => chosen.some((value) => statementText(node, index).includes(value)));
  return new Set(open.map(({ index }) => index));
}

function filledInOf(policies: readonly Placed[]): FilledIn[] {
  const all = policies.flatMap(({ found, read }) =>
    found.assumptions.flatMap(({ name, value, reason }): FilledIn[] => {
      if (reason === "generated-name") return [];
      return [{ document: read.name, name: read.hide(name), value: read.hide(value) }];
    }),
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function readDocument(document: ExplainedDocument, template: TemplateOptions): ReadDocument {
  const { text, name } = document;
  const secrets = withoutSecrets(text, name, template);
  const lines = linesOf(shownText(text, secrets.stretches));
  return { ...document, secrets, lines, hide: redactor(secrets.secrets.map(({ value }) => value)) };
}

const MOST_PROBLEMS = 5;

function faultOf({ name, hide, secrets }: ReadDocument, problems: readonly Problem[]): string {
  const words = problems.slice(0, MOST_PROBLEMS).map(({ message, span }) => {
    const { line, column } = span ? secrets.original(span).start : { line: 1, column: 0 };
    return `${name}:${line}:${column + 1}: ${hide(message)}`;
  });
  return words.join("\n");
}

const MOST_CHOICES = 30;

function choiceOf({ name, role, hide }: ReadDocument, choices: readonly string[]): string {
  const kind = role.replaceAll("_", " ");
  if (choices.length === 0) return `${name}: it contains no policy that could be a ${kind} policy.`;
  const shown = choices.slice(0, MOST_CHOICES).map((choice) => `“${hide(choice)}”`);
  const rest = choices.length > shown.length ? `, and ${choices.length - shown.length} more` : "";
  return `${name}: use resources to name those whose policies are ${kind} policies: ${shown.join(", ")}${rest}.`;
}

function placeOf({ role, found, read }: Placed): PolicyPlace {
  const { logicalId, resourceType, policyName, span } = found;
  return {
    document: read.name,
    role,
    resource: resourceType === "policy" ? null : read.hide(logicalId),
    policyName: policyName === null ? null : read.hide(policyName),
    line: read.secrets.original(span).start.line,
  };
}

/** A lower-case context key, as spelled by the first policy that has it. */
function asWritten(key: string, policies: readonly Placed[]): string {
  for (const { found } of policies) {
    const at = found.text.toLowerCase().indexOf(key);
    const written = found.text.slice(at, at + key.length);
    if (at >= 0 && written.toLowerCase() === key) return written;
  }
  return key;
}

function placedStatement(
  { policy: index, statementIndex, statementId, effect, applies, keys, mismatches }: WeighedStatement,
  policies: readonly Placed[],
): ExplainedStatement[] {
  const policy = policies[index];
  const statement = policy?.policy.statements.find((one) => one.index === statementIndex);
  if (!policy || !statement) return [];
  const { hide, secrets, lines } = policy.read;
  const { start, end } = secrets.original(statement.span);
  const place = { line: start.line, endLine: end.line };
  const because = mismatches.map((mismatch) => {
    return mismatch.element === "Condition" ? `Condition ${hide(mismatch.condition.key)}` : mismatch.element;
  });
  return [
    {
      ...placeOf(policy),
      ...place,
      sid: statementId === undefined ? null : hide(statementId),
      statementIndex,
      effect,
      applies,
      keys: keys.map((key) => hide(asWritten(key, [policy]))),
      because: applies === "yes" ? [] : [...new Set(because)],
      excerpt: excerptOf(lines, place.line, place.endLine),
    },
  ];
}
