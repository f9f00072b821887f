import { describe, expect, it } from "vitest";
import { askedBy } from "#lib/web/asked-by.ts";

const PAGE = "https://guardians.example/reviews/REV-12?tab=checks&revision=2";
const ROUTER = { rsc: "1", referer: PAGE };

describe("who asks for a page", () => {
  it("is the page itself where the router asks for the address that it shows", () => {
    const url = "/reviews/REV-12?tab=checks&revision=2";
    for (const asked of [`${url}&_rsc=1x2y`, `${url}&_rsc`, url]) {
      expect(askedBy({ method: "GET", url: asked, headers: ROUTER })).toBe("page");
    }
    const bare = { rsc: "1", referer: "https://guardians.example/reviews/REV-12" };
    expect(askedBy({ method: "GET", url: "/reviews/REV-12?_rsc=1x2y", headers: bare })).toBe("page");
  });

  it.each([
    ["who goes elsewhere", { url: "/reviews/REV-13?tab=checks&revision=2&_rsc=1x2y" }],
    ["who looks at another part of it", { url: "/reviews/REV-12?tab=documents&revision=2&_rsc=1x2y" }],
    ["who loads it again", { headers: { referer: PAGE } }],
    ["who does something on it", { method: "POST" }],
    ["whose browser does not say where they are", { headers: { rsc: "1" } }],
    ["whose browser says something else", { headers: { rsc: "1", referer: "about:client" } }],
  ])("is a person: %s", (_, asked) => {
    const url = "/reviews/REV-12?tab=checks&revision=2&_rsc=1x2y";
    expect(askedBy({ method: "GET", url, headers: ROUTER, ...asked })).toBe("person");
  });
});
