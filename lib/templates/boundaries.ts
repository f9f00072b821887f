import type { Findings, TemplatePolicy } from "./reading.ts";

/**
 * Findings in which a managed policy that the source uses as a permissions boundary, and attaches to nobody, is one: it grants
 * nothing. Where it can not be told what else is attached it may be that policy, and stays what it is. `bounds`: the ARNs that
 * are used as boundaries; `isHeld`: whether the policy itself names somebody who gets it.
 */
export function withBoundaries(
  { policies, attachments, ...others }: Findings,
  bounds: ReadonlySet<string>,
  isHeld: (policy: TemplatePolicy) => boolean,
): Findings {
  const attached = new Set(attachments.map(({ arn }) => arn));
  const isBoundary = (policy: TemplatePolicy): boolean => {
    const { kind, arns = [] } = policy;
    const onlyBounds = arns.length > 0 && arns.every(({ arn }) => bounds.has(arn) && !attached.has(arn));
    return kind === "identity" && onlyBounds && !attached.has(null) && !isHeld(policy);
  };
  return {
    ...others,
    attachments,
    policies: policies.map((policy) => (isBoundary(policy) ? { ...policy, kind: "boundary" } : policy)),
  };
}
