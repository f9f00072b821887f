import type { Page } from "playwright-core";
import { everyPage } from "./every-page.ts";
import { thingsSeen } from "./things-seen.ts";
import type { Walker } from "./walkers.ts";

/** The addresses that a walker may see, by the pages of the tree. Whoever is signed in is led on from the sign-in page. */
export async function addressesSeen({ role, email }: Walker, page: Page): Promise<Record<string, string[]>> {
  if (email === null) return { "/sign-in": ["/sign-in"] };
  const parts: Record<string, string[]> = role === "admin" ? {} : { "/settings/about/parts": [] };
  return { ...everyPage(await thingsSeen(page)), ...parts, "/sign-in": [] };
}
