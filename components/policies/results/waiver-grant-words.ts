type Given = {
  approvedBy: { name: string } | null;
  askedBy: { name: string } | null;
  askReason: string | null;
  reason: string;
};

/** Who granted a waiver, who requested the waiver, and their reasons. */
export function waiverGrantWords({ approvedBy, askedBy, askReason, reason }: Given): string {
  const why = askReason === null ? "" : `: ${askReason}`;
  return `by ${approvedBy?.name ?? "someone"}${askedBy ? ` (requested by ${askedBy.name}${why})` : ""}: ${reason}`;
}
