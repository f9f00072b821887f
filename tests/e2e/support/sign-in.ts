import type { Page } from "playwright-core";

/** Signs a demo person in, in this page's context. The page stays where it is. */
export async function signIn(page: Page, email: string): Promise<void> {
  const csrf = await page.request.get("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await page.request.post("/api/auth/callback/demo", {
    form: { csrfToken, email, callbackUrl: "/", json: "true" },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${email} answered ${answer.status()}`);
}
