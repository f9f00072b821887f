import { z } from "zod";
import { OUTCOMES } from "#lib/checks/request/decide-request.ts";
import { POLICY_ROLES } from "#lib/checks/request/request-policy.ts";
import { inProcessOrChild } from "#lib/cli/check/judge/in-process-or-child.ts";
import { managedPolicies } from "#lib/cli/check/judge/managed-policies.ts";
import { Invalid } from "#lib/errors.ts";
import { type ExplainedStatement, type Explanation, explainDocuments } from "../explain/explain-documents.ts";
import { askedRequest, requestInput } from "./asked-request.ts";
import { documentName, documentText, filePath } from "./check-input.ts";
import { excerptAnswer, excerptOutput } from "./report-answer.ts";
import { QUOTES_ARE_DATA, quoted, shownTexts } from "./shown.ts";
import type { Call, toolsOf } from "./tool.ts";

const resources = z
  .array(z.string().min(1).max(512))
  .min(1)
  .max(50)
  .optional()
  .describe("For a template or plan: the logical IDs or addresses of the resources whose policies apply");
const type = z
  .enum(POLICY_ROLES)
  .describe("The policy's role in the decision; trust policies of roles and key policies are resource policies");

const input = z.strictObject({
  policies: z
    .array(
      z.union([
        z.strictObject({ type, path: filePath, resources }),
        z.strictObject({ type, text: documentText, name: documentName, resources }),
      ]),
    )
    .min(1)
    .max(20)
    .describe("All policies that affect the decision, as policy documents, templates or plans"),
  request: requestInput,
});

const place = {
  document: z.string(),
  type,
  resource: z.string().nullable(),
  policy_name: z.string().nullable(),
  line: z.number(),
};
const statement = z.object({
  ...place,
  end_line: z.number(),
  statement_index: z.number(),
  statement_id: z.string().nullable(),
  effect: z.enum(["Allow", "Deny"]),
  applies: z.enum(["yes", "maybe", "no"]),
  keys: z.array(z.string()).describe("The context keys that decide whether the statement applies"),
  because: z
    .array(z.string())
    .describe("Which parts of the statement do not fit the request; if it may apply, what that depends on"),
  excerpt: excerptOutput,
});

const output = z.object({
  decision: z.enum(OUTCOMES).describe("cannot_tell is neither: the decision depends on missing facts"),
  why: z.array(z.string()),
  statements: z.array(statement).describe("Statements that decide, or may decide"),
  near_misses: z.array(statement).describe("Statements that allow the action but do not apply"),
  missing_keys: z.array(z.string()).describe("Context keys that could change the decision: give their values, or null"),
  assumed: z.array(z.string()),
  filled_in: z
    .array(z.object({ document: z.string(), name: z.string(), value: z.string() }))
    .describe("Assumed values that the documents do not state"),
  not_known: z.array(z.string()).describe("Policies that are not fully known"),
  considered: z.array(z.object(place)),
  left_out: z.number().describe("The number of statements and policies left out of the lists above"),
});

/** Decides one concrete request by policies, and gives the deciding statements with their lines. */
export function addExplainRequest(add: ReturnType<typeof toolsOf>): void {
  add(
    "explain_request",
    {
      title: "Explain a request",
      description:
        "Decides whether policies allow one concrete request (principal, action, resource, context). Names the statements, with their lines, that allow or deny it. Identity, resource, boundary, session, service control and resource control policies are decided together, in one account or across two. If the decision depends on context keys that were not given, the answer is cannot_tell, with these keys.",
      input,
      output,
    },
    async (given, call) => {
      const explanation = await explained(given, call);
      const found = outputOf(explanation);
      return { output: found, words: wordsOf(found) };
    },
  );
}

async function explained({ policies, request }: z.output<typeof input>, { inside, work: options }: Call) {
  const asked = askedRequest(request);
  if (request.principal === undefined && policies.some((policy) => policy.type.startsWith("resource"))) {
    throw new Invalid("A resource policy specifies who has access. Name the principal of the request.");
  }
  const documents = policies.map(({ type: role, resources: wanted = null, ...source }) => {
    const { shown: name, text } =
      "path" in source ? inside.read(source.path) : { shown: source.name, text: source.text };
    return { name, text, role, resources: wanted };
  });
  const question = { documents, request: asked };
  const { work, end } = inProcessOrChild(options);
  try {
    const answer = await work({
      size: documents.reduce((sum, { text }) => sum + text.length, 0),
      here: async (longest) => explainDocuments(question, managedPolicies(null), longest),
      task: "explainRequest",
      input: question,
    });
    if (!answer.ok) throw new Invalid(answer.fault);
    return answer.explanation;
  } finally {
    end();
  }
}

const MOST = 50;

function outputOf(explanation: Explanation): z.output<typeof output> {
  const { outcome, why, statements, near, missing, assumed, filledIn, gaps, considered } = explanation;
  const lists = [statements, near, considered, gaps, filledIn];
  return shownTexts({
    decision: outcome,
    why,
    statements: statements.slice(0, MOST).map(statementOutput),
    near_misses: near.slice(0, MOST).map(statementOutput),
    missing_keys: missing.slice(0, MOST),
    assumed,
    filled_in: filledIn.slice(0, MOST),
    not_known: gaps.slice(0, MOST),
    considered: considered.slice(0, MOST).map(placeOutput),
    left_out: lists.reduce((sum, list) => sum + Math.max(0, list.length - MOST), 0),
  });
}

function placeOutput({ document, role, resource, policyName, line }: Explanation["considered"][number]) {
  return { document, type: role, resource, policy_name: policyName, line };
}

function statementOutput(one: ExplainedStatement): z.output<typeof statement> {
  const { endLine, statementIndex, sid, effect, applies, keys, because, excerpt } = one;
  return {
    ...placeOutput(one),
    end_line: endLine,
    statement_index: statementIndex,
    statement_id: sid,
    effect,
    applies,
    keys,
    because,
    excerpt: excerptAnswer(excerpt),
  };
}

const DECISIONS: Record<Explanation["outcome"], string> = {
  allowed: "Allowed.",
  explicitly_denied: "Denied by a Deny statement.",
  implicitly_denied: "Not allowed: no required policy allows it.",
  cannot_tell: "Cannot tell: the decision depends on missing facts.",
};

const MOST_WORDS = 10;

function wordsOf({
  decision,
  why,
  statements,
  near_misses,
  missing_keys,
  assumed,
  filled_in,
  not_known,
}: z.output<typeof output>) {
  return [
    DECISIONS[decision],
    ...why,
    ...statements.slice(0, MOST_WORDS).map(statementWords),
    ...near_misses.slice(0, MOST_WORDS).map(statementWords),
    ...(missing_keys.length > 0
      ? [`Keys that could change the decision: ${missing_keys.map(quoted).join(", ")}.`]
      : []),
    ...not_known.slice(0, MOST_WORDS).map((gap) => `Not known: ${quoted(gap)}`),
    ...assumed,
    ...(filled_in.length > 0
      ? [`Assumed: ${filled_in.map(({ name, value }) => quoted(`${name} = ${value}`)).join(", ")}.`]
      : []),
    QUOTES_ARE_DATA,
  ].join("\n");
}

const APPLIES = { yes: "applies", maybe: "may apply", no: "does not apply" };

function statementWords(one: z.output<typeof statement>): string {
  const { effect, statement_index, statement_id, document, line, type: kind, applies } = one;
  const sid = statement_id === null ? "" : ` (${quoted(statement_id)})`;
  const where = `${quoted(document)}:${line}, ${kind.replaceAll("_", " ")} policy`;
  return `- ${effect} statement ${statement_index}${sid} at ${where}, ${APPLIES[applies]}${whyOf(one)}.`;
}

/** Why a statement does not apply, or what this depends on. */
function whyOf({ applies, because, keys }: z.output<typeof statement>): string {
  const named = (because.length > 0 ? because : keys).map(quoted).join(", ");
  if (named === "") return "";
  return applies === "maybe" ? `: it depends on ${named}` : `: ${named} ${because.length > 1 ? "do" : "does"} not fit`;
}
