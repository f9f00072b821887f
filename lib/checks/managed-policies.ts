import { type Policy, parseJson, parsePolicy } from "#lib/iam/index.ts";
import { canonicalJson, withSpan } from "#lib/templates/node.ts";
import { type Attachment, isCovered, type TemplatePolicy, type TemplateReading } from "#lib/templates/read.ts";
import { mayGrant } from "./policy-type.ts";
import type { ReadProfile } from "./read-profile.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** The text of a managed policy by ARN, if known: AWS's own policies and any that were provided. */
export type ManagedPolicies = (arn: string) => { name: string; document: string } | undefined;

/** The only AWS policy whose text is known without data, because it never changes. */
const ADMINISTRATOR = {
  name: "AdministratorAccess",
  document: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
};

/** The managed policy of an ARN in the engine's format, if its text is known. */
export function textOfManaged(arn: string, managed: ManagedPolicies): Policy | undefined {
  const found = textOf(arn, managed);
  const json = found && parseJson(found.document);
  const parsed = json?.ok ? parsePolicy(json.node, { type: "identity" }) : undefined;
  return parsed?.ok ? parsed.policy : undefined;
}

function textOf(arn: string, managed: ManagedPolicies): ReturnType<ManagedPolicies> {
  return managed(arn) ?? (/^arn:[^:]+:iam::aws:policy\/AdministratorAccess$/.test(arn) ? ADMINISTRATOR : undefined);
}

/**
 * A document's attachments: policies with known text instead of their ARNs, and the unknown rest. Accepted policies are
 * in neither; `own` policies, of this document or one judged with it, are checked themselves.
 */
export function attachedPolicies(
  { attachments, policies }: Read,
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
  managed: ManagedPolicies,
  beside: readonly TemplatePolicy[] = [],
): { known: TemplatePolicy[]; own: Attachment[]; unknown: Attachment[] } {
  const known: TemplatePolicy[] = [];
  const own: Attachment[] = [];
  const unknown: Attachment[] = [];
  for (const attachment of attachments) {
    const { arn } = attachment;
    if (arn !== null && profile.acceptedManagedPolicies.has(arn)) continue;
    const policy = arn === null ? undefined : knownPolicy(attachment, textOf(arn, managed));
    if (arn !== null && isOwn(attachment, policies, beside)) own.push(attachment);
    else if (policy) known.push(policy);
    else unknown.push(attachment);
  }
  return { known, own, unknown };
}

/**
 * A policy this document creates wherever it is attached, or a neighbour creates in every case, is judged there. An ARN
 * from a parameter default matches only if the default also decides the attached policy.
 */
function isOwn(
  { arn, branch, assumptions }: Attachment,
  policies: readonly TemplatePolicy[],
  beside: readonly TemplatePolicy[],
): boolean {
  const assumed = new Set(assumptions.map(({ name }) => name));
  const made = (list: readonly TemplatePolicy[]) =>
    list.flatMap(({ kind, arns = [] }) => (mayGrant(kind) ? arns : [])).filter((each) => each.arn === arn);
  const here = made(policies).filter(({ defaults }) => defaults.every((name) => assumed.has(name)));
  return (
    isCovered(
      branch,
      here.map((each) => each.branch),
    ) || made(beside).some(({ defaults, branch: where }) => defaults.length === 0 && !where)
  );
}

/** The policy as if its holder had it inline, at the place of the attachment. */
function knownPolicy(
  { logicalId, resourceType, path, span, assumptions, branch, holders }: Attachment,
  found: ReturnType<ManagedPolicies>,
): TemplatePolicy | undefined {
  const parsed = found && parseJson(found.document);
  if (!found || !parsed?.ok) return undefined;
  return {
    kind: "identity",
    resourceType,
    logicalId,
    policyName: found.name,
    publicType: null,
    path,
    span,
    node: withSpan(parsed.node, span),
    text: canonicalJson(parsed.node),
    assumptions,
    ...(branch && { branch }),
    ...(holders && { holders }),
  };
}
