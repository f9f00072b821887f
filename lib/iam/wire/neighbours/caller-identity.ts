import type { Surroundings, WireResponse } from "../message.ts";
import { queryResult } from "./xml.ts";

/** STS GetCallerIdentity: every caller is a user of the server's account. */
export function callerIdentity({ account, requestId }: Surroundings): WireResponse {
  const identity =
    `<Arn>arn:aws:iam::${account}:user/guardians</Arn>` +
    `<UserId>AIDAGUARDIANSANALYZER</UserId><Account>${account}</Account>`;
  return queryResult("GetCallerIdentity", "https://sts.amazonaws.com/doc/2011-06-15/", identity, requestId);
}
