import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isHere } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import { namedTable } from "#lib/member-name.ts";

/** Demo accounts in sign-in page order, with what each can see. */
const DEMO_ACCOUNTS = namedTable([
  {
    email: "guardian@example.com",
    role: "Guardian",
    sees: "Submits changes for review, answers findings, and tracks belt, training and logged time.",
  },
  {
    email: "engineer@example.com",
    role: "Security engineer",
    sees: "Works the queue: claims reviews, reads the evidence, requests changes, decides.",
  },
  {
    email: "engineer2@example.com",
    role: "Second security engineer",
    sees: "A second engineer, for actions that one engineer cannot take alone.",
  },
  {
    email: "leader@example.com",
    role: "Leader",
    sees: "An organisation's numbers, goals and quarterly letter.",
  },
  {
    email: "manager@example.com",
    role: "Program manager",
    sees: "Runs the program: guardians, courses, belts, goals, imports and all reviews.",
  },
  {
    email: "builder@example.com",
    role: "Builder",
    sees: "A team member: its services, its reviews and courses to take.",
  },
  {
    email: "admin@example.com",
    role: "Admin",
    sees: "People and roles, organisation, settings and the audit log.",
  },
] as const);

export type DemoPerson = { id: number; name: string; email: string; role: string; sees: string };

/** Demo accounts in the database; none before the demo program exists. */
export async function demoPeople(db: Db): Promise<DemoPerson[]> {
  const emails = DEMO_ACCOUNTS.map(({ email }) => email);
  const rows = await db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.demo, true), isHere(), inArray(people.email, emails)));
  return DEMO_ACCOUNTS.flatMap((account) => {
    const row = rows.find(({ email }) => email === account.email);
    return row ? [{ ...account, ...row }] : [];
  });
}
