import type { KnownElsewhere } from "#lib/checks/judge-gaps.ts";
import { DEFINITION_DEFAULTS, type ProfileDefinition } from "#lib/checks/profile.ts";
import { CODES_THAT_NEED_FACTS } from "#lib/checks/validation.ts";
import { overallVerdict, type Verdict } from "#lib/checks/verdict.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { accessProblems } from "#lib/iam/index.ts";
import { formatOf, languageOf, readTemplate } from "#lib/templates/read.ts";
import { loadReaders } from "#lib/templates/readers-on-demand.ts";
import { loadYaml } from "#lib/templates/yaml-on-demand.ts";
import { isAwsManaged } from "./aws-managed.ts";
import { type DocumentResult, evaluateDocuments } from "./evaluate-documents.ts";
import { fieldProblem } from "./field-problem.ts";
import { profileProblems } from "./profile-problems.ts";

/** `profile`: a published profile, which replaces the three fields. */
export type Question = {
  policy: string;
  reference: string;
  sensitiveActions: string;
  publicAccess: boolean;
  profile?: ProfileDefinition | null;
};

export type Judgement =
  | { ok: true; verdict: Verdict; results: (DocumentResult & { id: number })[]; leftOut: readonly string[] }
  | { ok: false; about: "policy" | "reference" | "sensitiveActions"; problems: FieldProblem[] };

/**
 * In UTF-16 units: the maximum length of a policy. A browser kills a page that uses too much memory without a message.
 */
const LONGEST = 256 * 1024;
const TOO_LONG =
  "The text is longer than 256 KB, too long for the browser. Attach it to a review, or check it with `guardians check`.";

/** As `judge`, for browsers. The YAML library and template readers are loaded with the first text that needs them. */
export async function judgeInBrowser(question: Question): Promise<Judgement | null> {
  const texts = [question.policy, question.reference].filter(({ length }) => length <= LONGEST);
  if (texts.some((text) => languageOf(text) === "yaml")) await loadYaml();
  if (texts.map(formatOf).some((format) => format !== undefined && format !== "policy")) await loadReaders();
  return judge(question);
}

/** The engine's verdict on a pasted policy or template; null if there is nothing to judge. */
export function judge(question: Question): Judgement | null {
  const { policy, profile = null } = question;
  if (policy.trim() === "") return null;
  const problems = [{ path: [], message: TOO_LONG }];
  if (policy.length + question.sensitiveActions.length > LONGEST) return { ok: false, about: "policy", problems };
  if (question.reference.length > LONGEST) return { ok: false, about: "reference", problems };
  const reading = readTemplate(policy);
  if (!reading.ok) return { ok: false, about: "policy", problems: reading.problems.map(fieldProblem) };
  if (profile) return judged(policy, profile);
  const { reference, sensitiveActions, publicAccess } = question;
  const references = reference.trim() === "" ? [] : [reference];
  const ofIdentity = reading.policies.every(({ kind }) => kind === "identity");
  const sides = ofIdentity ? { identity: references, resource: [] } : { identity: [], resource: references };
  const wrong = profileProblems({ references: sides });
  if (wrong.length > 0) return { ok: false, about: "reference", problems: wrong };
  const actions = sensitiveActions.split(/[\s,]+/).filter((action) => action !== "");
  const unread = actions.length > 0 ? accessProblems({ actions }) : [];
  if (unread.length > 0) {
    return { ok: false, about: "sensitiveActions", problems: unread.map(({ message }) => ({ path: [], message })) };
  }
  return judged(policy, {
    references: sides,
    sensitive: actions.length > 0 ? [{ name: "Listed actions", actions, resources: [] }] : [],
    publicAccess,
    acceptedManagedPolicies: [],
    ...DEFINITION_DEFAULTS,
  });
}

function judged(policy: string, definition: ProfileDefinition): Judgement {
  const pasted = { name: "Pasted text", sha256: "", text: policy };
  const found = evaluateDocuments([pasted], definition, { hash: nameless, knownElsewhere });
  const results = found.map((result, index) => ({ ...result, id: index + 1 }));
  const verdict = overallVerdict(results.map((result) => result.verdict));
  return { ok: true, verdict, results, leftOut: CODES_THAT_NEED_FACTS };
}

const IN_A_REVIEW = {
  instead: "not loaded into the browser",
  remedy:
    "Submit it with a review, or check it with `guardians check`. Both evaluate the text of AWS's managed policies.",
};

const knownElsewhere: KnownElsewhere = (arn) => (isAwsManaged(arn) ? IN_A_REVIEW : undefined);

/** Nothing can be accepted here, so nothing needs a name. */
function nameless(): null {
  return null;
}
