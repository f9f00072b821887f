import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isHere } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";

/** Demo accounts in sign-in page order, with what each can see. */
const DEMO_ACCOUNTS = [
  {
    email: "guardian@example.com",
    role: "Guardian",
    sees: "Brings a change to review, answers findings, and follows belt, training and logged time.",
  },
  {
    email: "engineer@example.com",
    role: "Security engineer",
    sees: "Works the queue: claims reviews, reads the evidence, requests changes, decides.",
  },
  {
    email: "engineer2@example.com",
    role: "Second security engineer",
    sees: "The same queue from another desk: for what one engineer cannot do alone.",
  },
  {
    email: "leader@example.com",
    role: "Leader",
    sees: "An organisation's numbers, goals and quarterly letter.",
  },
  {
    email: "manager@example.com",
    role: "Program manager",
    sees: "Runs the program: guardians, courses, belts, goals, imports, every review.",
  },
  {
    email: "builder@example.com",
    role: "Builder",
    sees: "A member of a team: its services, its reviews, courses to take.",
  },
  {
    email: "admin@example.com",
    role: "Admin",
    sees: "People and roles, organisation, settings and the record of who did what.",
  },
] as const;

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
