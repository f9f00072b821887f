import type { Problem } from "#lib/iam/index.ts";
import type { Attachment, Incomplete, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { counted } from "#lib/words.ts";
import { type Around, aroundGaps } from "./fingerprint.ts";
import { madeOfHolders } from "./plan-texts.ts";
import { type Checked, type Digest, type Judged, part, type Unnamed, WHOLE_DOCUMENT } from "./result.ts";
import { ruleOf } from "./rule-table.ts";
import { inBranches, inCases } from "./variants.ts";

type Read = Extract<TemplateReading, { ok: true }>;
type Placed = Judged & Checked;
type Gap = Incomplete & { around: Around | undefined };
type Unseen = Attachment & { around: Around | undefined };

function unread(verdict: "error" | "incomplete", reason: Unnamed): Judged {
  return { check: "readable", verdict, message: reason.description, reasons: [reason] };
}

/** An unreadable document. Nobody knows its contents, so nobody can accept it. */
export function judgeUnreadable(problems: readonly Problem[]): Placed[] {
  return problems.map(({ message, path, span }) => {
    const inside = path.length > 0 ? `${path.join(".")}: ` : "";
    const rule = "UNREADABLE_FILE";
    const description = `${inside}${message}`;
    return {
      ...WHOLE_DOCUMENT,
      ...unread("error", { description, statementIndex: null, rule, ...(span && { span }) }),
    };
  });
}

/** A policy that AWS would refuse. Its grants cannot be checked, so nobody can accept it. */
export function judgeMalformed(problems: readonly Problem[]): Judged[] {
  return problems.map(({ message, path, span }) => {
    const rule = "MALFORMED_POLICY";
    const description = `The policy is malformed: ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`;
    return unread("error", { description, statementIndex: null, rule, ...(span && { span }) });
  });
}

/** The remedy for a policy larger than AWS allows. */
export const MAKE_SMALLER = "Split the policy, or remove what it does not need.";

/** A policy larger than AWS allows is not judged. */
export function judgeTooLarge({ text, span }: Pick<TemplatePolicy, "text" | "span">, description: string): Judged {
  const rule = "INCOMPLETE_POLICY";
  return unread("incomplete", { description, statementIndex: null, rule, remedy: MAKE_SMALLER, span, digest: [text] });
}

/** Replaces “not known” for a managed policy whose text is known elsewhere, with how to have it judged. */
export type KnownElsewhere = (arn: string) => { instead: string; remedy: string } | undefined;

/** Whether all of a document is known; unknown parts are listed and do not pass. `own` counts the policies in it. */
export function judgeReading(
  reading: Read,
  uncovered: readonly Attachment[],
  own: number,
  knownElsewhere: KnownElsewhere,
): Placed[] {
  const gaps = gapsIn(reading);
  const open = gaps.filter(({ unset }) => !unset).map(placedGap);
  const unknown = [...open, ...unseenIn(reading, uncovered).map((each) => unseen(each, knownElsewhere))];
  // A plan shows nearly every role this way; only a `dynamic` block over an unknown list could still add something.
  const unset = gaps.flatMap((gap): Unnamed[] => (gap.unset ? [{ ...gapReason(gap), level: "warning" }] : []));
  const hints = [...unset, ...neverMadeIn(reading)];
  if (unknown.length > 0 && hints.length === 0) return unknown;
  const message = foundWords(own);
  return [...unknown, { ...WHOLE_DOCUMENT, check: "readable", verdict: "pass", message, reasons: hints }];
}

function foundWords(policies: number): string {
  const found = counted(policies, "policy was found and read.", "policies were found and read.");
  return policies === 0 ? "No policies found: there was nothing to check in this document." : found;
}

/** The parts a template leaves open, with their surroundings. */
function gapsIn({ incomplete, root, writtenOut = root }: Read): Gap[] {
  if (incomplete.length === 0) return [];
  const aroundOf = aroundGaps(writtenOut);
  return incomplete.map((gap) => ({ ...gap, around: aroundAll(gap, aroundOf(gap)) }));
}

/** Adds the surroundings in the enclosing templates. */
function aroundAll({ within = [] }: Pick<Incomplete, "within">, outer: Around | undefined): Around | undefined {
  const inner = within.flatMap(({ root, path }) => aroundGaps(root)({ path }) ?? []);
  if (!outer || inner.length < within.length) return undefined;
  return { ...outer, text: [outer, ...inner].map(({ text }) => text).join("\n") };
}

/** A plan does not show the source of a value, so another value could replace it unseen. */
function unseenIn({ format, root, writtenOut = root }: Read, uncovered: readonly Attachment[]): Unseen[] {
  const isTold = format !== "terraform-plan" && uncovered.some(({ arn }) => arn === null);
  const aroundOf = isTold ? aroundGaps(writtenOut) : () => undefined;
  return uncovered.map((each) => {
    return { ...each, around: each.arn === null ? aroundAll(each, aroundOf(each)) : undefined };
  });
}

function neverMadeIn({ neverMade = [], root, writtenOut = root }: Read): Unnamed[] {
  if (neverMade.length === 0) return [];
  const aroundOf = aroundGaps(writtenOut);
  return neverMade.map((one) => ({
    ...gapReason({ ...one, around: aroundAll(one, aroundOf(one)) }, "LEFT_OUT"),
    level: "suggestion",
  }));
}

function gapReason(gap: Gap, rule = "INCOMPLETE_POLICY"): Unnamed {
  const { message, note, path, span, logicalId, resourceType = null, around } = gap;
  return {
    description: `${message}${note === undefined ? "" : ` ${note}`}${path.length > 0 ? ` (${path.join(".")})` : ""}`,
    statementIndex: null,
    rule,
    remedy: ruleOf(rule).remedy,
    ...(around && { digest: [around.text, message] as const, made: [around.made] }),
    ...(span && { span }),
    ...(logicalId !== undefined && { resource: { name: logicalId, type: resourceType } }),
  };
}

function placedGap(gap: Gap): Placed {
  const { logicalId = "", resourceType = null, policyName = null, kind: policyKind = null } = gap;
  return {
    ...part({ logicalId, resourceType, policyName, policyKind }),
    ...unread("incomplete", gapReason(gap)),
  };
}

/** The remedy for a managed policy that nobody can name. */
const NAME_IT =
  "Write the ARN out, or check a plan or template that contains it. On the command line, pass parameter values with --parameters.";

/**
 * A managed policy with an unknown name is identified by its surroundings. Attached to other holders, it is a different
 * finding.
 */
function unseen({ around, ...attachment }: Unseen, knownElsewhere: KnownElsewhere): Placed {
  const { arn, holders, logicalId, resourceType, path, span, branch } = attachment;
  const branches = branch ? [branch] : [];
  const where = inBranches(branches);
  const what = arn === null ? "A managed policy whose ARN is known only at deployment" : arn;
  const rule = "UNCHECKED_ATTACHMENT";
  const unnamed = around === undefined ? NAME_IT : `${NAME_IT} Otherwise, have it reviewed and accept the finding.`;
  const elsewhere = arn === null ? { instead: "not known", remedy: unnamed } : knownElsewhere(arn);
  const { instead, remedy } = elsewhere ?? { instead: "not known", remedy: ruleOf(rule).remedy };
  const description = `${where}${what} is attached, and its text is ${instead}, so its grants were not checked (${path.join(".")})`;
  const about = { description, statementIndex: null, rule, remedy, span };
  const given = holders ? [JSON.stringify(holders.map(({ name }) => name).sort())] : [];
  const content = arn ?? around?.text;
  const made = madeOfHolders(holders ?? []);
  if (content === undefined || !made) return { ...part({ logicalId, resourceType }), ...unread("incomplete", about) };
  const digest: Digest = [content, ...given];
  return {
    ...part({ logicalId, resourceType }),
    ...unread("incomplete", { ...about, made, digest: branch ? inCases(digest, branches) : digest }),
  };
}
