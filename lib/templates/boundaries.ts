import type { Findings, TemplatePolicy } from "./reading.ts";

/**
 * How a source uses its managed policies: the ARNs that are boundaries, whether one names somebody who gets it, and whether one
 * is surely a boundary and nothing else, by its logical id.
 */
type Uses = {
  bounds: ReadonlySet<string>;
  isHeld: (policy: TemplatePolicy) => boolean;
  isSure?: (logicalId: string) => boolean;
};

const MANAGED = new Set(["AWS::IAM::ManagedPolicy", "aws_iam_policy"]);

/**
 * Findings in which a managed policy that the source uses as a permissions boundary, and attaches to nobody, is one: it grants
 * nothing. Where it can not be told what else is attached it may be that policy, and stays what it is.
 */
export function withBoundaries(
  { policies, attachments, ...others }: Findings,
  { bounds, isHeld, isSure }: Uses,
): Findings {
  const attached = new Set(attachments.map(({ arn }) => arn));
  const isBoundary = (policy: TemplatePolicy): boolean => {
    const { kind, resourceType, arns = [], logicalId } = policy;
    if (kind !== "identity" || !MANAGED.has(resourceType) || arns.some(({ arn }) => attached.has(arn))) return false;
    if (isSure?.(logicalId)) return true;
    const onlyBounds = arns.length > 0 && arns.every(({ arn }) => bounds.has(arn));
    return onlyBounds && !attached.has(null) && !isHeld(policy);
  };
  return {
    ...others,
    attachments,
    policies: policies.map((policy) => (isBoundary(policy) ? { ...policy, kind: "boundary" } : policy)),
  };
}
