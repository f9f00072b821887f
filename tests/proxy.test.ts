import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";

describe("the policy of every page", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  /** The headers of a page as it is served with this configuration. */
  async function headersWith(settings: Record<string, string>): Promise<Headers> {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    const { proxy } = await import("../proxy.ts");
    return proxy(new NextRequest("http://127.0.0.1:3000/reviews")).headers;
  }
  const directives = (headers: Headers): Record<string, string> => {
    const parts = (headers.get("content-security-policy") ?? "").split("; ");
    return Object.fromEntries(parts.map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1).join(" ")]));
  };

  it("S20 lets scripts run by a nonce only, which is another one for each page, and no eval in production", async () => {
    const [one, two] = [
      directives(await headersWith({ NODE_ENV: "production" })),
      directives(await headersWith({ NODE_ENV: "production" })),
    ];
    expect(one["script-src"]).toMatch(/^'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'$/);
    expect(two["script-src"]).not.toBe(one["script-src"]);
    expect(one["style-src"]).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}'$/);
    expect(one).toMatchObject({
      "style-src-attr": "'unsafe-inline'",
      "object-src": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "form-action": "'self'",
    });
    const loose = Object.entries(one).filter(([name, value]) => name !== "style-src-attr" && value.includes("unsafe"));
    expect(loose).toEqual([]);
  });

  it("S17 tells a page what its own address is, whatever the browser says of it", async () => {
    const { proxy } = await import("../proxy.ts");
    const asked = { headers: { "x-asked-for": "/settings" } };
    const { headers } = proxy(new NextRequest("http://127.0.0.1:3000/reviews?tab=all&service=4", asked));
    expect(headers.get("x-middleware-request-x-asked-for")).toBe("/reviews?tab=all&service=4");
  });

  it("S21 keeps no page, and asks for https where the product is reached by it", async () => {
    const local = await headersWith({ NODE_ENV: "production" });
    expect(local.get("cache-control")).toBe("no-store");
    expect(local.get("strict-transport-security")).toBeNull();
    vi.resetModules();
    const served = await headersWith({ NODE_ENV: "production", ORIGIN: "https://guardians.example" });
    expect(served.get("strict-transport-security")).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(served.get("content-security-policy")).toContain("upgrade-insecure-requests");
  });
});
