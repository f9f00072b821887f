import type { Problem } from "#lib/iam/index.ts";
import { isCovered } from "#lib/policies/rules/evaluate-documents.ts";
import { surroundings } from "#lib/policies/rules/finding-identity.ts";
import type { Attachment, TemplateReading } from "#lib/templates/read.ts";
import { type Draft, draft } from "./finding.ts";
import type { Settings } from "./settings.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** A file that could not be read. It can not be accepted in advance: nobody knows what it holds. */
export function unreadable({ message, path, span }: Pick<Problem, "message"> & Partial<Problem>): Draft {
  const inside = path && path.length > 0 ? `${path.join(".")}: ` : "";
  const words = `${inside}${message}`;
  const [rule, level, acceptable] = ["UNREADABLE_FILE", "incomplete", false] as const;
  return draft({ rule, level, acceptable, message: words, span: span ?? null, digest: words });
}

/** What may hold a policy and could not be known. */
export function incompleteFindings(reading: Read): Draft[] {
  return reading.incomplete.map((part) =>
    draft({
      rule: "INCOMPLETE_POLICY",
      // A plan shows nearly every role so; only a `dynamic` block over an unknown list could still add something.
      level: part.unset ? "warning" : "incomplete",
      message: `${part.message}${part.path.length > 0 ? ` (${part.path.join(".")})` : ""}`,
      resource: part.logicalId ?? null,
      resourceType: part.resourceType ?? null,
      policyName: part.policyName ?? null,
      policyKind: part.kind ?? null,
      span: part.span ?? null,
      digest: `${part.message}\n${surroundings(part, reading)}`,
    }),
  );
}

/** Managed policies whose text was not seen, where what they grant was asked for. */
export function attachmentFindings(reading: Read, settings: Settings): Draft[] {
  const { references, sensitive } = settings.checks;
  if (sensitive.length === 0 && references.identity.policies.length === 0) return [];
  return reading.attachments
    .filter((attachment) => !isCovered(attachment, reading.policies, settings.checks))
    .map((attachment) => attachmentDraft(attachment, "what it grants was not checked"));
}

export function attachmentDraft({ arn, logicalId, resourceType, span }: Attachment, consequence: string): Draft {
  const what = arn === null ? "A managed policy whose ARN is known only at deployment" : arn;
  return draft({
    rule: "UNCHECKED_ATTACHMENT",
    level: "incomplete",
    message: `${what} is attached, and its text is not in this file: ${consequence}.`,
    resource: logicalId,
    resourceType,
    span,
    digest: arn ?? "",
    acceptable: arn !== null,
  });
}
