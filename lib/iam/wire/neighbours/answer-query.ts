import type { Surroundings, WireRequest, WireResponse } from "../message.ts";
import { callerIdentity } from "./caller-identity.ts";
import { managedPolicy } from "./managed-policy.ts";
import { queryFailure, queryResult } from "./xml.ts";

const CLOUD_FORMATION = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/** Calls in AWS's query protocol that policy validators make in addition to Access Analyzer. */
export function answerQuery(request: WireRequest, surroundings: Surroundings): WireResponse {
  const { requestId } = surroundings;
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const action = form.get("Action") ?? new URLSearchParams(request.query).get("Action") ?? "";
  if (action === "GetCallerIdentity") return callerIdentity(surroundings);
  if (action === "GetPolicy" || action === "GetPolicyVersion") return managedPolicy(action, form, surroundings);
  // There are no stacks, so there are no exports.
  if (action === "ListExports") return queryResult(action, CLOUD_FORMATION, "<Exports></Exports>", requestId);
  return queryFailure(
    400,
    "InvalidAction",
    `This server does not support the action ${action || "(none)"}.`,
    requestId,
  );
}
