import type { Parts } from "./configuration-kinds.ts";
import { type Fields, isRecord } from "./fields.ts";
import type { ProposedShare, ProposedText } from "./proposal.ts";

type Configuration = Record<string, unknown>;

const VPC = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;
const EVERYONE = [
  "http://acs.amazonaws.com/groups/global/AllUsers",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];
const PERMISSIONS = ["READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"] as const;

/**
 * The bucket actions that an access control list grant allows. Source: Amazon S3 User Guide, "Mapping of ACL
 * permissions".
 */
const ALLOWED: Record<(typeof PERMISSIONS)[number], string[]> = {
  READ: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
  WRITE: ["s3:DeleteObject", "s3:PutObject"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
  FULL_CONTROL: [
    "s3:DeleteObject",
    "s3:GetBucketAcl",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:ListBucketVersions",
    "s3:PutBucketAcl",
    "s3:PutObject",
  ],
};

function grantOf(fields: Fields, grant: unknown, place: string): ProposedShare[] {
  if (!isRecord(grant)) {
    fields.fail(place, "Member must be a structure");
    return [];
  }
  const grantee = fields.memberRecord(grant, "grantee", place);
  const permission = PERMISSIONS.find((one) => one === grant.permission);
  if (permission === undefined) {
    fields.fail(`${place}.permission`, `Member must satisfy enum value set: [${PERMISSIONS.join(", ")}]`);
    return [];
  }
  const common = { actions: ALLOWED[permission], source: { type: "BUCKET_ACL" } } as const;
  const [id] = fields.memberTexts(grantee, "id", `${place}.grantee`);
  if (id !== undefined) return [{ ...common, principal: { kind: "CanonicalUser", value: id } }];
  const [uri] = fields.memberTexts(grantee, "uri", `${place}.grantee`);
  if (uri === undefined) fields.fail(`${place}.grantee`, "Member must have one of id, uri");
  return uri !== undefined && EVERYONE.includes(uri) ? [{ ...common, principal: { kind: "AWS", value: "*" } }] : [];
}

function blocks(fields: Fields, configuration: Configuration, member: string, place: string) {
  const block = fields.memberRecord(configuration, member, place);
  return { ignoresAcls: block.ignorePublicAcls === true, shut: block.restrictPublicBuckets === true };
}

function accessPointTexts(fields: Fields, configuration: Configuration, place: string): ProposedText[] {
  const points = fields.memberRecord(configuration, "accessPoints", place);
  return Object.keys(points).flatMap((arn) => {
    const at = `${place}.accessPoints.${arn}`;
    if (!/^arn:[^:]*:(s3|s3express):[^:]*:[^:]*:accesspoint\/./.test(arn)) {
      fields.fail(at, "The key must be the ARN of an access point", arn);
    }
    const point = fields.memberRecord(points, arn, `${place}.accessPoints`);
    const origin = fields.memberRecord(point, "networkOrigin", at);
    if (origin.vpcConfiguration !== undefined) {
      const vpc = fields.memberRecord(origin, "vpcConfiguration", `${at}.networkOrigin`).vpcId;
      if (typeof vpc !== "string" || !VPC.test(vpc)) {
        fields.fail(`${at}.networkOrigin.vpcConfiguration.vpcId`, "Member must be the id of a VPC", vpc);
      }
    }
    const { shut } = blocks(fields, point, "publicAccessBlock", at);
    const source = { type: "S3_ACCESS_POINT", detail: { accessPointArn: arn } } as const;
    return fields.memberTexts(point, "accessPointPolicy", at).map((text) => ({ text, source, shut }));
  });
}

/** A bucket's policy, access points and access control list, subject to its public access block. */
export function s3Parts(fields: Fields, configuration: Configuration, place: string): Parts {
  const { ignoresAcls, shut } = blocks(fields, configuration, "bucketPublicAccessBlock", place);
  const policies = fields.memberTexts(configuration, "bucketPolicy", place);
  const grants = fields
    .memberList(configuration, "bucketAclGrants", place)
    .flatMap((grant, index) => grantOf(fields, grant, `${place}.bucketAclGrants.${index + 1}.member`));
  return {
    texts: [
      ...policies.map((text) => ({ text, source: { type: "POLICY" } as const, shut })),
      ...accessPointTexts(fields, configuration, place),
    ],
    shares: grants.filter(({ principal }) => !(ignoresAcls && principal.value === "*")),
  };
}

/** Directory buckets have neither access control lists nor public access. */
export function expressParts(fields: Fields, configuration: Configuration, place: string): Parts {
  const policies = fields.memberTexts(configuration, "bucketPolicy", place);
  const own = policies.map((text) => ({ text, source: { type: "POLICY" } as const, shut: false }));
  return { texts: [...own, ...accessPointTexts(fields, configuration, place)], shares: [] };
}
