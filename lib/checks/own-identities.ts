import { child, stringValue } from "#lib/templates/node.ts";
import type { TemplateReading } from "#lib/templates/read.ts";
import { declaredResources } from "./credentials/declared-resources.ts";

type Read = Extract<TemplateReading, { ok: true }>;

const TEMPLATE_TYPE = "AWS::CloudFront::CloudFrontOriginAccessIdentity";
const PLAN_TYPES = ["aws_cloudfront_origin_access_identity", "awscc_cloudfront_cloudfront_origin_access_identity"];
const ID = /^E[A-Z0-9]{8,20}$/;
const CANONICAL = /^[0-9a-f]{64}$/;

/**
 * Origin access identities that a template or plan creates, as policies name them. CloudFront reads only for
 * distributions of the own account; one written out may belong to anybody.
 */
export function ownIdentities({ root, writtenOut = root, policies }: Read): string[] {
  const made = policies.flatMap(({ assumptions }) => assumptions.filter(({ reason }) => reason === "generated-name"));
  const known = new Map(made.map(({ name, value }) => [name, value]));
  return declaredResources(writtenOut).flatMap(({ name, type, properties }) => {
    if (type === TEMPLATE_TYPE) {
      return namesOf([known.get(name), known.get(`${name}.Id`)], known.get(`${name}.S3CanonicalUserId`));
    }
    if (!PLAN_TYPES.includes(type)) return [];
    return namesOf([stringValue(child(properties, "id"))], stringValue(child(properties, "s3_canonical_user_id")));
  });
}

function namesOf(ids: readonly (string | undefined)[], canonical: string | undefined): string[] {
  const names = ids.flatMap((id) =>
    id !== undefined && ID.test(id)
      ? ["aws", "aws-cn"].map((one) => `arn:${one}:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`)
      : [],
  );
  return canonical !== undefined && CANONICAL.test(canonical) ? [...names, canonical] : names;
}
