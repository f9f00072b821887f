import type { Findings, TemplatePolicy } from "./reading.ts";

/**
 * How a source uses its managed policies: the ARNs that are boundaries, and by logical id whether a policy is attached
 * or named as anything other than a boundary, and whether it is certainly only a boundary.
 */
type Uses = {
  bounds: ReadonlySet<string>;
  isHeld: (policy: TemplatePolicy) => boolean;
  isSure?: (logicalId: string) => boolean;
};

const MANAGED = new Set(["AWS::IAM::ManagedPolicy", "aws_iam_policy"]);

/**
 * Findings in which a managed policy that the source uses only as a permissions boundary is marked as one: it grants
 * nothing. If other attachments cannot be determined, they may be this policy, and it stays unchanged.
 */
export function withBoundaries(
  { policies, attachments, ...others }: Findings,
  { bounds, isHeld, isSure }: Uses,
): Findings {
  const attached = new Set(attachments.map(({ arn }) => arn));
  const isBoundary = (policy: TemplatePolicy): boolean => {
    const { kind, resourceType, arns = [], logicalId } = policy;
    if (kind !== "identity" || !MANAGED.has(resourceType) || arns.some(({ arn }) => attached.has(arn))) return false;
    if (isHeld(policy)) return false;
    if (isSure?.(logicalId)) return true;
    const onlyBounds = arns.length > 0 && arns.every(({ arn }) => bounds.has(arn));
    return onlyBounds && !attached.has(null);
  };
  return {
    ...others,
    attachments,
    policies: policies.map((policy) => (isBoundary(policy) ? { ...policy, kind: "boundary" } : policy)),
  };
}

const IN_ARN = ":policy/";
/** Characters that continue a name. Characters that can also end a word or part of a list are excluded. */
const IN_NAME = /[\w+@/-]/;

/** Whether a text may contain the ARN of a managed policy. */
export function mayNamePolicy(text: string): boolean {
  return text.includes(IN_ARN);
}

/** Whether a text contains the ARN of a managed policy, in any account of any partition. */
export function namesPolicy(text: string, arn: string): boolean {
  const start = arn.indexOf(IN_ARN);
  const name = start < 0 ? arn : arn.slice(start);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!IN_NAME.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
