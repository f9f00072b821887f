import { type Attachment, isCovered } from "#lib/templates/read.ts";
import { isSameHolder, type Side } from "./version-side.ts";

/** Managed policies of unknown text not attached to the same holders before. Unnamed ones are always included. */
export function newlyAttached(present: Side, past: Side): Side["attached"] {
  const before = new Map<string, Attachment[]>();
  for (const { attachment } of past.attached) {
    const key = attachmentKey(attachment);
    const same = before.get(key) ?? [];
    same.push(attachment);
    before.set(key, same);
  }
  return present.attached.filter(({ attachment }) => {
    return attachment.arn === null || !wasAttached(attachment, before.get(attachmentKey(attachment)) ?? []);
  });
}

function attachmentKey({ logicalId, arn }: Attachment): string {
  return JSON.stringify([logicalId, arn]);
}

/** True only if attached to all the same holders, in every deployment. */
function wasAttached({ holders = [], branch }: Attachment, before: readonly Attachment[]): boolean {
  const theirs = before.flatMap((one) => one.holders ?? []);
  const branches = before.map((one) => one.branch);
  return isCovered(branch, branches) && holders.every((holder) => theirs.some((one) => isSameHolder(one, holder)));
}
