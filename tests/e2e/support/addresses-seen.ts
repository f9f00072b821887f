import type { Page } from "playwright-core";
import { everyPage, type Things } from "./every-page.ts";
import { thingsSeen } from "./things-seen.ts";
import type { Walker } from "./walkers.ts";

const LEADERS_AND_STAFF = ["leader", "security engineer", "program manager", "auditor"];

/** The addresses that a walker may see, by the pages of the tree; `wanted` stands in for the first things they see. Whoever is signed in is led on from the sign-in page. */
export async function addressesSeen(
  { role, email }: Walker,
  page: Page,
  wanted: Partial<Things> = {},
): Promise<Record<string, string[]>> {
  if (email === null) return { "/sign-in": ["/sign-in"] };
  const parts: Record<string, string[]> = role === "admin" ? {} : { "/settings/about/parts": [] };
  const ofLeaders: Record<string, string[]> = LEADERS_AND_STAFF.includes(role) ? {} : { "/metrics/business-case": [] };
  return { ...everyPage({ ...(await thingsSeen(page)), ...wanted }), ...parts, ...ofLeaders, "/sign-in": [] };
}
