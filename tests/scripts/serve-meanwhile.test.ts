import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "#tests/support/free-port.ts";
import { serveMeanwhile } from "../../scripts/steps/serve.mjs";

const DOING = "It is filling in the demo program.";

describe("what answers while the application is not there yet", () => {
  let origin = "";
  let end: () => Promise<void>;
  let isLetIn = true;
  beforeEach(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    isLetIn = true;
    const guard = (_: unknown, response: { writeHead: (status: number) => unknown; end: () => unknown }) => {
      if (!isLetIn) {
        response.writeHead(421);
        response.end();
      }
      return isLetIn;
    };
    end = await serveMeanwhile({ host: "127.0.0.1", port, guard, doing: DOING });
  });
  afterEach(() => end());

  it("says on every page what is being done, and when to ask again", async () => {
    const page = await fetch(`${origin}/reviews/REV-1`);
    expect([page.status, page.headers.get("retry-after"), page.headers.get("refresh")]).toEqual([503, "5", "3"]);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain(DOING);
  });

  it("is alive and not ready", async () => {
    const health = await fetch(`${origin}/api/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    const ready = await fetch(`${origin}/api/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { title: "Not ready", detail: DOING }]);
    expect((await fetch(`${origin}/api/v1/reviews`, { method: "POST", body: "{}" })).status).toBe(503);
  });

  it("stands behind the guard", async () => {
    isLetIn = false;
    expect((await fetch(origin)).status).toBe(421);
  });

  it("lets its address go at once when it ends, also to those who asked a moment ago", async () => {
    await fetch(origin);
    await end();
    const { port } = new URL(origin);
    end = await serveMeanwhile({ host: "127.0.0.1", port: Number(port), guard: () => true, doing: DOING });
    expect((await fetch(origin)).status).toBe(503);
  });
});
