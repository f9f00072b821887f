const DAY_MS = 24 * 60 * 60 * 1000;

/** How a role that decides takes effect: immediately, when another admin confirms it, or after a day in which everyone concerned is notified. */
export type Beginning = { by: "now" } | { by: "admin" } | { by: "day"; from: Date };

/** Who receives rights, and whether they may confirm them as an admin. */
export type Asked = { personId: number; confirms: boolean };

/**
 * When rights that decide begin. `admins`: the current admins. `askedBy`: the admin who grants them; null for the
 * operator's command, which makes the first admin immediately. `personId`: who receives them. They confirm only an
 * admin's identity (`confirms`), because they alone know whether it is theirs.
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
