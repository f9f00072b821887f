import type { Page } from "playwright-core";

/** Asks the API as whoever is signed in on the page. Throws what it answers when it refuses. */
export async function askApi<T>(
  page: Page,
  path: string,
  data?: unknown,
  method: "get" | "post" | "put" | "patch" = data === undefined ? "get" : "post",
): Promise<T> {
  const answer = await page.request[method](`/api/v1${path}`, { data });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}
