import { canonicalUserOf } from "../canonical-user.ts";
import type { Surroundings, WireResponse } from "../message.ts";
import { xmlAnswer } from "./xml.ts";

/** S3 ListBuckets: no buckets, and the canonical user id that bucket access control lists name as their owner. */
export function bucketList({ account, requestId }: Surroundings): WireResponse {
  const owner = `<Owner><ID>${canonicalUserOf(account)}</ID><DisplayName>guardians</DisplayName></Owner>`;
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `${owner}<Buckets></Buckets></ListAllMyBucketsResult>`;
  return xmlAnswer(200, body, requestId);
}
