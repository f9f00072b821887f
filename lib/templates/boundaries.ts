import type { Findings, TemplatePolicy } from "./reading.ts";

/**
 * How a source uses its managed policies: the ARNs that are boundaries, whether one is given to someone or named as
 * anything else than a boundary, and whether one is surely a boundary and nothing else, by its logical id.
 */
type Uses = {
  bounds: ReadonlySet<string>;
  isHeld: (policy: TemplatePolicy) => boolean;
  isSure?: (logicalId: string) => boolean;
};

const MANAGED = new Set(["AWS::IAM::ManagedPolicy", "aws_iam_policy"]);

/**
 * Findings in which a managed policy that the source uses as a permissions boundary, and as nothing else, is one: it grants
 * nothing. Where it cannot be told what else is attached it may be that policy, and stays what it is.
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
/** What goes on with a name; what may also end a word or part a list does not. */
const IN_NAME = /[\w+@/-]/;

/** Whether the ARN of a managed policy may stand in a text. */
export function mayNamePolicy(text: string): boolean {
  return text.includes(IN_ARN);
}

/** Whether the ARN of a managed policy stands in a text, in whatever account of whatever partition that says it is. */
export function namesPolicy(text: string, arn: string): boolean {
  const start = arn.indexOf(IN_ARN);
  const name = start < 0 ? arn : arn.slice(start);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!IN_NAME.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
