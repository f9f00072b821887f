type Given = {
  approvedBy: { name: string } | null;
  askedBy: { name: string } | null;
  askReason: string | null;
  reason: string;
};

/** Who gave a waiver, who asked for it, and why each of them did. */
export function givenBy({ approvedBy, askedBy, askReason, reason }: Given): string {
  const why = askReason === null ? "" : `: ${askReason}`;
  return `by ${approvedBy?.name ?? "someone"}${askedBy ? ` (requested by ${askedBy.name}${why})` : ""}: ${reason}`;
}
