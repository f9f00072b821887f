type Given = { approvedBy: { name: string } | null; askedBy: { name: string } | null; reason: string };

/** Who gave a waiver, who asked for it, and why it was given: the reason is the giver's. */
export function givenBy({ approvedBy, askedBy, reason }: Given): string {
  return `by ${approvedBy?.name ?? "somebody"}${askedBy ? ` (asked for by ${askedBy.name})` : ""}: ${reason}`;
}
