import type { Surroundings, WireResponse } from "../message.ts";
import { escaped, queryFailure, queryResult } from "./xml.ts";

const NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

/**
 * IAM GetPolicy and GetPolicyVersion: the default version is the only one. The document is percent-encoded, as IAM
 * sends it.
 */
export function managedPolicy(
  action: "GetPolicy" | "GetPolicyVersion",
  form: URLSearchParams,
  { now, requestId, managedPolicy: find }: Surroundings,
): WireResponse {
  const arn = form.get("PolicyArn") ?? "";
  const policy = find?.(arn);
  if (policy === undefined) {
    const message = `Policy ${arn} was not found: this server has no account behind it. Provide documents with --managed-policies FOLDER.`;
    return queryFailure(404, "NoSuchEntity", message, requestId);
  }
  const { versionId, document } = policy;
  const date = `<CreateDate>${now.toISOString()}</CreateDate>`;
  if (action === "GetPolicy") {
    const place = arn.slice(arn.indexOf("/"));
    const path = place.slice(0, place.lastIndexOf("/") + 1);
    const name = place.slice(path.length);
    const parts =
      `<PolicyName>${escaped(name)}</PolicyName><Path>${escaped(path)}</Path><Arn>${escaped(arn)}</Arn>` +
      `<DefaultVersionId>${versionId}</DefaultVersionId><IsAttachable>true</IsAttachable>${date}`;
    return queryResult(action, NAMESPACE, `<Policy>${parts}</Policy>`, requestId);
  }
  const asked = form.get("VersionId") ?? "";
  if (asked !== versionId) {
    const message = `Policy ${arn} has only version ${versionId} here, not ${asked}.`;
    return queryFailure(404, "NoSuchEntity", message, requestId);
  }
  const parts =
    `<Document>${encodeURIComponent(document)}</Document><VersionId>${versionId}</VersionId>` +
    `<IsDefaultVersion>true</IsDefaultVersion>${date}`;
  return queryResult(action, NAMESPACE, `<PolicyVersion>${parts}</PolicyVersion>`, requestId);
}
