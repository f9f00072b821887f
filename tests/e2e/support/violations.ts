import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** The short form of axe: each page reads it anew. */
const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What breaks a rule of axe on the page as it stands: every rule, with the one of WCAG 2.2 AA that axe leaves out. */
export async function violationsOf(page: Page, { contrast = true } = {}): Promise<string[]> {
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async (contrast): Promise<AxeResults["violations"]> => {
    const loaded = window as unknown as { axe: typeof axe };
    const rules = { "target-size": { enabled: true }, "color-contrast": { enabled: contrast } };
    return (await loaded.axe.run(document, { resultTypes: ["violations"], rules })).violations;
  }, contrast);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`));
}
