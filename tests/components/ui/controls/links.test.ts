import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linksText, readLinks } from "#components/ui/controls/links.ts";

const word = fc.stringMatching(/^[a-z(“,.-]{1,8}$/);
const link = fc.record({
  label: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
  url: fc.webUrl({ withQueryParameters: true }),
});

describe("links as lines", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(fc.array(link), (links) => {
        expect(readLinks(linksText(links))).toEqual({ links, unread: null });
      }),
    );
  });

  it.each([
    ["Design https://example.com/d", { label: "Design", url: "https://example.com/d" }],
    ["https://example.com/r  The runbook ", { label: "The runbook", url: "https://example.com/r" }],
    ["HTTP://example.com", { label: "HTTP://example.com", url: "HTTP://example.com" }],
    ["https://example.com/a https://example.com/b", { label: "https://example.com/a", url: "https://example.com/b" }],
  ])("have their address first or last: %s", (line, read) => {
    expect(readLinks(`\n${line}\n`)).toEqual({ links: [read], unread: null });
  });

  it("say an address once where it has no name, and in one piece", () => {
    const url = `https://example.com/${"a".repeat(100)}`;
    expect(linksText(readLinks(url).links)).toBe(url);
    expect(linksText([{ label: "A", url: "https://example.com/b c" }])).toBe("A https://example.com/b%20c");
  });

  it("name the first line that has no address, and read the others", () => {
    const text = "A https://example.com\n Design doc is in the wiki, page 12 \nftp://example.com\nhttps://";
    expect(readLinks(text)).toEqual({
      links: [{ label: "A", url: "https://example.com" }],
      unread: "Design doc is in the wiki, page 12",
    });
  });
});
