import { canonicalUserOf } from "./canonical-user.ts";
import { knownManagedPolicy, type ManagedPolicy } from "./managed-policies.ts";
import type { Surroundings, WireRequest, WireResponse } from "./message.ts";

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function xml(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { "content-type": "text/xml", "x-amzn-RequestId": requestId }, body };
}

function failure(status: number, code: string, message: string, requestId: string): WireResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  const body = `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return xml(status, body, requestId);
}

/** STS GetCallerIdentity: whoever asks is a user of the server's account. */
function callerIdentity({ account, requestId }: Surroundings): WireResponse {
  const identity =
    `<Arn>arn:aws:iam::${account}:user/guardians</Arn>` +
    `<UserId>AIDAGUARDIANSANALYZER</UserId><Account>${account}</Account>`;
  const body =
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
    `<GetCallerIdentityResult>${identity}</GetCallerIdentityResult>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
  return xml(200, body, requestId);
}

/** IAM GetPolicy and GetPolicyVersion: there is one version, the default. The document is percent-encoded, as IAM sends it. */
function managedPolicy(
  action: "GetPolicy" | "GetPolicyVersion",
  arn: string,
  { versionId, document }: ManagedPolicy,
  { now, requestId }: Surroundings,
): WireResponse {
  const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)(.+)$/.exec(arn) ?? [];
  const date = `<CreateDate>${now.toISOString()}</CreateDate>`;
  const result =
    action === "GetPolicy"
      ? `<Policy><PolicyName>${escaped(name)}</PolicyName><Path>${escaped(path)}</Path><Arn>${escaped(arn)}</Arn>` +
        `<DefaultVersionId>${versionId}</DefaultVersionId><IsAttachable>true</IsAttachable>${date}</Policy>`
      : `<PolicyVersion><Document>${encodeURIComponent(document)}</Document><VersionId>${versionId}</VersionId>` +
        `<IsDefaultVersion>true</IsDefaultVersion>${date}</PolicyVersion>`;
  const body =
    `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return xml(200, body, requestId);
}

/** S3 ListBuckets: no buckets, and the canonical user id that bucket access control lists name as their owner. */
export function bucketList({ account, requestId }: Surroundings): WireResponse {
  const owner = `<Owner><ID>${canonicalUserOf(account)}</ID><DisplayName>guardians</DisplayName></Owner>`;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `${owner}<Buckets></Buckets></ListAllMyBucketsResult>`;
  return xml(200, body, requestId);
}

/** The calls in AWS's query protocol that policy validators make before they call Access Analyzer. */
export function answerQuery(request: WireRequest, surroundings: Surroundings): WireResponse {
  const { requestId } = surroundings;
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const action = form.get("Action") ?? new URLSearchParams(request.query).get("Action") ?? "";
  if (action === "GetCallerIdentity") return callerIdentity(surroundings);
  if (action === "GetPolicy" || action === "GetPolicyVersion") {
    const arn = form.get("PolicyArn") ?? "";
    const policy = surroundings.managedPolicy?.(arn) ?? knownManagedPolicy(arn);
    if (policy !== undefined) return managedPolicy(action, arn, policy, surroundings);
    const message = `Policy ${arn} is not known here: this server has no account behind it. It takes documents from --managed-policies FOLDER.`;
    return failure(404, "NoSuchEntity", message, requestId);
  }
  return failure(400, "InvalidAction", `This server does not answer the action ${action || "(none)"}.`, requestId);
}
