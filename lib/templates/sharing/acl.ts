import type { Node } from "#lib/iam/index.ts";
import { child, items, objectNode, rowOf, stringNode, stringValue } from "../node.ts";
import { type Admission, type Sharing, together } from "./sharing.ts";

type Of = "bucket" | "object";

/** Source: Amazon S3 User Guide, "Access control list (ACL) overview", mapping of ACL and access policy permissions. */
const PERMISSIONS: Record<string, Record<Of, readonly string[]>> = {
  READ: {
    bucket: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
    object: ["s3:GetObject", "s3:GetObjectVersion"],
  },
  WRITE: { bucket: ["s3:PutObject"], object: [] },
  READ_ACP: { bucket: ["s3:GetBucketAcl"], object: ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"] },
  WRITE_ACP: { bucket: ["s3:PutBucketAcl"], object: ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"] },
};

function actionsOf(permission: string, of: Of): readonly string[] | undefined {
  if (permission === "FULL_CONTROL") return Object.values(PERMISSIONS).flatMap((each) => each[of]);
  return rowOf(PERMISSIONS, permission)?.[of];
}

type Group = "everyone" | "accounts" | "nobody";

/** Whom each canned ACL lets in besides the owner and AWS services. Source: as above, "Canned ACL". */
const CANNED: Record<string, { group: Group; permissions: string[] }> = {
  private: { group: "nobody", permissions: [] },
  publicread: { group: "everyone", permissions: ["READ"] },
  publicreadwrite: { group: "everyone", permissions: ["READ", "WRITE"] },
  authenticatedread: { group: "accounts", permissions: ["READ"] },
  awsexecread: { group: "nobody", permissions: [] },
  logdeliverywrite: { group: "nobody", permissions: [] },
  bucketownerread: { group: "nobody", permissions: [] },
  bucketownerfullcontrol: { group: "nobody", permissions: [] },
};

const GROUPS: [RegExp, Group][] = [
  [/\/global\/AllUsers$/, "everyone"],
  [/\/global\/AuthenticatedUsers$/, "accounts"],
  [/\/s3\/LogDelivery$/, "nobody"],
];

function admitted(group: Group, actions: readonly string[], { span }: Node): Admission[] {
  if (group === "nobody" || actions.length === 0) return [];
  const star = stringNode("*", span);
  const principal = group === "everyone" ? star : objectNode([["AWS", star]], span);
  return [{ principal, conditions: [], actions }];
}

/** A canned ACL by its name in either language: `PublicRead` or `public-read`. */
export function cannedAcl(of: Of): Sharing {
  return (value) => {
    const name = stringValue(value) ?? "";
    const canned = rowOf(CANNED, name.toLowerCase().replace(/[-_]/g, ""));
    if (!canned) return `${name} is not a known canned ACL.`;
    return admitted(
      canned.group,
      canned.permissions.flatMap((each) => actionsOf(each, of) ?? []),
      value,
    );
  };
}

/** One grant of an ACL: its grantee next to it or in a block, with one permission or several. */
export function aclGrant(of: Of, owner?: string): Sharing {
  return (grant) => {
    const [grantee = grant] = items(child(grant, "grantee"));
    const permissions = [child(grant, "permission"), ...items(child(grant, "permissions"))].flatMap(
      (each) => each ?? [],
    );
    const allowed = permissions.map((each) => actionsOf(stringValue(each) ?? "", of));
    const [uri, id] = [stringValue(child(grantee, "uri")) || undefined, stringValue(child(grantee, "id")) || undefined];
    const group = uri === undefined ? undefined : GROUPS.find(([pattern]) => pattern.test(uri))?.[1];
    if (allowed.includes(undefined)) return "This grant has an unknown permission.";
    const actions = allowed.flatMap((each) => each ?? []);
    if (group) return admitted(group, actions, grant);
    if (id === undefined) return "Who this grant lets in is not known.";
    if (id === owner) return [];
    const principal = objectNode([["CanonicalUser", stringNode(id, grant.span)]], grant.span);
    return [{ principal, conditions: [], actions }];
  };
}

/** All grants of an ACL except those of its owner. */
export function aclOf(of: Of): Sharing {
  return (value) => {
    const [owner] = items(child(value, "owner"));
    return together(items(child(value, "grant")).map(aclGrant(of, stringValue(child(owner, "id")))));
  };
}
