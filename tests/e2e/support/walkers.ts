import type { Page } from "playwright-core";
import { ACCOUNTS } from "#lib/demo/content/people.ts";
import { askApi } from "./ask-api.ts";

const { builder, guardian, engineer, engineer2, manager, leader, admin } = ACCOUNTS;

/** Who goes through the pages: one account of the demo for each role. Nobody is signed in as “anonymous”. */
export const WALKERS = [
  { role: "anonymous", email: null },
  { role: "builder", email: builder.email },
  { role: "guardian", email: guardian.email },
  { role: "security engineer", email: engineer.email },
  { role: "program manager", email: manager.email },
  { role: "leader", email: leader.email },
  { role: "auditor", email: engineer2.email },
  { role: "admin", email: admin.email },
] as const;
export type Walker = (typeof WALKERS)[number];

/** The demo has no auditor: its second engineer becomes one, and no engineer any more. */
export async function makeAuditor(admin: Page): Promise<void> {
  const roles = await rolesOfSecondEngineer(admin);
  await askApi(admin, roles, { role: "auditor", endsOn: "2099-01-01" });
  await askApi(admin, `${roles}/security_engineer/revocation`, {});
}

/** The other way: the second engineer is one again. */
export async function unmakeAuditor(admin: Page): Promise<void> {
  const roles = await rolesOfSecondEngineer(admin);
  await askApi(admin, roles, { role: "security_engineer" });
  await askApi(admin, `${roles}/auditor/revocation`, {});
}

async function rolesOfSecondEngineer(admin: Page): Promise<string> {
  const query = new URLSearchParams({ q: engineer2.name, state: "everyone" });
  const { items } = await askApi<{ items: { id: number }[] }>(admin, `/people?${query}`);
  const [person] = items;
  if (!person) throw new Error(`The demo has no ${engineer2.name}`);
  return `/people/${person.id}/roles`;
}
