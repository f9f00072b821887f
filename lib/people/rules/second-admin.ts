const DAY_MS = 24 * 60 * 60 * 1000;

/** How a role that decides takes effect: immediately, when another admin confirms it, or after a day in which everyone concerned is notified. */
export type Beginning = { by: "now" } | { by: "admin" } | { by: "day"; from: Date };

/** Who gets rights, and whether they may confirm them as an admin. */
export type Asked = { personId: number; confirms: boolean };

/**
 * When rights begin that decide. `admins`: who is an admin now. `askedBy`: the admin who gives the rights; null for the command of the
 * server's operator, which makes the first admin at once. `personId`: who gets them, and confirms them only where they are an identity
 * of an admin (`confirms`), who alone knows whether it is theirs.
 */
export function beginningOfRights(
  { admins, askedBy, personId, confirms }: Asked & { admins: readonly number[]; askedBy: number | null },
  now: Date,
): Beginning {
  if (admins.length === 0) return { by: "now" };
  const others = admins.filter((admin) => admin !== askedBy && (confirms || admin !== personId));
  if (askedBy !== null && others.length > 0) return { by: "admin" };
  return { by: "day", from: new Date(now.getTime() + DAY_MS) };
}
