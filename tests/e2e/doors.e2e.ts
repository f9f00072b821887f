import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, inject, it } from "vitest";
import { signInDemo } from "#tests/support/fuzz/send.ts";
import { ENDING } from "#tests/support/hostile-documents.ts";
import { answered } from "#tests/support/reviews.ts";
import { chooseService } from "./support/choose-service.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  ReadPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: arn:aws:s3:::example-orders/*
`;

/** The template, as long as that by what it says beside. */
function template(name: string, megabytes: number) {
  const line = `# ${"x".repeat(1022)}\n`;
  const buffer = Buffer.from(TEMPLATE + line.repeat(Math.floor(megabytes * 1024)));
  return { name, mimeType: "application/yaml", buffer };
}

describe("a form with evidence", () => {
  const { open } = useBrowser();

  it("S23 S47 takes what the API takes, and says at once what is too much together", async () => {
    const page = await open();
    await signIn(page, "guardian@example.com");
    await page.goto("/reviews/new");
    await page.getByLabel("Title").fill("Keep long templates");
    await chooseService(page);
    await page.locator('input[type="file"]').setInputFiles([template("long.yaml", 3), template("longer.yaml", 4)]);
    await page.getByText("longer.yaml – A CloudFormation template, 1 policy").waitFor();
    await page.getByText("long.yaml – A CloudFormation template, 1 policy").waitFor();
    await page.locator('input[type="file"]').setInputFiles([template("longest.yaml", 4.9)]);
    await page.getByText("These files are over 12 MB together.").waitFor();
    await page.getByRole("button", { name: "Remove longest.yaml" }).click();
    await page.getByRole("button", { name: "Save as draft" }).click();
    await page.waitForURL(/\/reviews\/REV-\d+$/);
    await page.getByText("longer.yaml").first().waitFor();
  });
});

describe("an address that nothing answers to", () => {
  const { open, expectComplaint } = useBrowser();

  it("is said in the frame to anyone who is signed in, and alone to others", async () => {
    expectComplaint(/404/);
    const page = await open();
    const answer = await page.goto("/nothing-here");
    expect(answer?.status()).toBe(404);
    await page.getByRole("heading", { name: "Page not found" }).waitFor();
    expect(await page.getByRole("navigation").count()).toBe(0);
    await signIn(page, "guardian@example.com");
    expect((await page.goto("/reviews/REV-1/nothing"))?.status()).toBe(404);
    await page.getByText("Page not found").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Reviews" }).click();
    await page.waitForURL(/\/reviews$/);
    for (const address of ["/reviews/REV-99999", "/guardians/99999", "/newsletters/99999"]) {
      await page.goto(address);
      await page.getByText("This page does not exist, or you cannot see it").waitFor();
      expect(await page.getByRole("navigation").count()).toBe(1);
    }
  });
});

describe("anyone who opens a page without a session", () => {
  const { open } = useBrowser();

  it("S17 is led back to it after signing in, with all that its address holds", async () => {
    const page = await open();
    await page.goto("/reviews?tab=all&state=draft&q=keep");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("button", { name: /^Guardian:/ }).click();
    await page.waitForURL("**/reviews?tab=all&state=draft&q=keep");
    await page.getByRole("heading", { name: "Reviews", exact: true }).waitFor();
  });

  it("S17 is led home where home was asked for, which its address does not say", async () => {
    const page = await open();
    await page.goto("/");
    await page.waitForURL("**/sign-in");
  });
});

describe("a browser without scripts", () => {
  const { open, expectComplaint } = useBrowser();

  it("is told at the sign-in that they are needed, and offered no button that does nothing", async () => {
    expectComplaint(/\.js failed with csp/);
    const page = await open({ javaScriptEnabled: false });
    await page.goto("/sign-in");
    const said = page.locator("noscript");
    await said.waitFor();
    expect(await said.textContent()).toContain("Signing in needs JavaScript");
    expect(await page.getByRole("button").count()).toBe(0);
  });
});

describe("every entry point", () => {
  const ask = (path: string, init: RequestInit & { duplex?: "half" } = {}) =>
    fetch(`${inject("origin")}${path}`, { redirect: "manual", ...init });

  it.each([
    ["as it is", "", {}],
    ["as the tree that the router asks for", "", { rsc: "1" }],
    ["to be there before it is opened", "", { rsc: "1", "next-router-prefetch": "1" }],
    ["a segment of it", "", { rsc: "1", "next-router-segment-prefetch": "/_tree" }],
    ["with the router's own query", "?_rsc=1abcd", { rsc: "1" }],
    ["as if a proxy had let it through", "", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
    ["as the answer to an action", "?nxtPref=REV-1", { "next-router-state-tree": "%5B%22%22%5D", rsc: "1" }],
  ])("S04 gives nobody a protected page, asked for %s", async (_, query, headers) => {
    for (const path of ["/reviews", "/reviews/REV-1", "/guardians", "/metrics", "/settings/people"]) {
      // The router's own requests are first sent to their right address.
      const answer = await ask(`${path}${query}`, { headers: headers as Record<string, string>, redirect: "follow" });
      const text = await answer.text();
      expect([path, answer.status < 500]).toEqual([path, true]);
      // Every review of the demo has a number, and what its people are called stands on no page that is open.
      expect([path, /REV-\d+ [A-Z]|Lindenhall|Walnutgrove|Larkspurr/.test(text)]).toEqual([path, false]);
    }
  });

  it("S46 S48 says of a document that it takes too much, wherever it is read", async () => {
    const cookie = (await signInDemo(inject("origin"), "guardian@example.com")) ?? "";
    const send = (path: string, body: object) =>
      ask(path, {
        method: "POST",
        headers: { cookie, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const draft = { title: "Too much", serviceId: 1, type: "change", intake: answered() };
    const { ref, sequence } = await (await send("/api/v1/reviews", draft)).json();
    for (const [what, name, content] of ENDING) {
      const answer = await send(`/api/v1/reviews/${ref}/documents`, {
        sequence,
        documents: [{ name, content: content() }],
      });
      const text = await answer.text();
      // What one machine ends for its memory another reads: neither is a fault of the server.
      expect([what, answer.status, text.slice(0, 300)]).toEqual([
        what,
        expect.toBeOneOf([200, 422]),
        expect.anything(),
      ]);
    }
    const model = {
      serviceId: 1,
      fileName: "model.yaml",
      content: `otmVersion: "${"x".repeat(5_000_000)}"`,
      authorRole: "builder",
    };
    expect([201, 422]).toContain((await send("/api/v1/threat-models", model)).status);
  });

  /**
   * A body without a declared length, which ends only with the connection, or with who sends it. A turn of the loop before each piece
   * lets the answer be read.
   */
  const endless = (sender: AbortSignal) =>
    new ReadableStream({
      pull: async (controller) => {
        await setImmediate();
        if (sender.aborted) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });

  it.each([
    ["/api/v1/reviews", { "content-type": "application/json" }],
    ["/api/auth/callback/demo", { "content-type": "application/x-www-form-urlencoded" }],
    ["/reviews/new", { "content-type": "text/plain", "next-action": "40".repeat(21) }],
  ])("S23 S47 stops reading an endless body of %s", async (path, headers) => {
    const hangUp = new AbortController();
    const { signal } = hangUp;
    const answer = await ask(path, { method: "POST", headers, body: endless(signal), duplex: "half", signal }).then(
      ({ status }) => status,
      () => "cut off",
    );
    // Where the answer came before the end of the body, the sender would go on for as long as this process lives.
    hangUp.abort();
    expect([401, 413, 409, "cut off"]).toContain(answer);
  });

  it("S47 hangs up on anyone who asks for another protocol", async () => {
    const { hostname, port } = new URL(inject("origin"));
    const head = ["GET /_next/webpack-hmr HTTP/1.1", `Host: ${hostname}:${port}`, "Connection: Upgrade", "Upgrade: x"];
    const answered = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(Number(port), hostname, () => socket.write(`${head.join("\r\n")}\r\n\r\n`));
      socket.on("data", (data) => {
        text += data;
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(text));
    });
    expect(answered).toBe("");
  });

  it.each([
    [400, "/reviews/%FF", {}],
    [404, "/_next/image", {}],
    [404, "/_next/image?url=%2Ficon.svg&w=64&q=75", {}],
    [400, "/api/v1/search?q=%00", {}],
    [400, "/reviews?page=1&page=2", {}],
    [421, "/api/health", { headers: { "x-forwarded-host": "evil.example" } }],
    [405, "/reviews", { method: "DELETE" }],
    [405, "/api/v1/reviews", { method: "PROPFIND" }],
  ])("S48 answers %i to %s %j", async (status, path, init) => {
    const answer = await ask(path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});
