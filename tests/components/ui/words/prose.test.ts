import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Prose } from "#components/ui/words/prose.tsx";

/** The text as it is rendered, without the classes of the product. */
const rendered = (text: string, literal = false) =>
  renderToStaticMarkup(createElement(Prose, { text, literal }))
    .replaceAll(/ class="[^"]*"/g, "")
    .replace(/^<div>|<\/div>$/g, "");
/** A text that is shown as it was written is one paragraph with nothing in it. */
const isAsWritten = (text: string) => /^<p>[^<]*<\/p>$/.test(rendered(text));

describe("prose", () => {
  it("is rendered: headings as lines of their own, lists, words that stand out, code and tables", () => {
    const text = "# Scope\n- **Orders** and `payments`\n\n1. one\n\n> said\n\n| a | b |\n| - | - |\n| 1 | ~~2~~ |\n";
    expect(rendered(text).replaceAll("\n", "")).toBe(
      "<p>Scope</p><ul><li><strong>Orders</strong> and <code>payments</code></li></ul><ol><li>one</li></ol>" +
        "<blockquote><p>said</p></blockquote>" +
        '<div role="group" tabindex="0" aria-label="Table"><table><thead><tr><th>a</th><th>b</th></tr></thead>' +
        "<tbody><tr><td>1</td><td><del>2</del></td></tr></tbody></table></div>",
    );
  });

  it.each([
    "arn:aws:iam::*:role/*Admin*",
    "s3:Get* and s3:Put* on arn:aws:s3:::*/*, s3:List*",
    "aws_iam_role._this_ and __init__ of *this*",
    "arn:aws:s3:::data/** and arn:aws:s3:::logs/**",
    "src/**/*.ts, **/*.tf and **/*.json",
    'C:\\*\\_x, "a\\.b\\*" and \\"quoted\\"',
    "&amp; &lt;b&gt; &#106;",
    "[^a-z] and [Statement1]: allows",
    "~one~ <account> <b>b</b> <!-- c -->",
    "** and **",
  ])("keeps every character of literal text: %s", (text) => {
    const said = renderToStaticMarkup(createElement("p", null, text));
    expect(rendered(text, true)).toBe(said);
  });

  it("renders literal text: words that stand out, lists, code, links and the line breaks as they were typed", () => {
    expect(rendered("It lists **every** customer (**all**).\nRead `s3:*`:\n\n- *one*\n- two", true)).toBe(
      "<p>It lists <strong>every</strong> customer (<strong>all</strong>).<br/>\nRead <code>s3:*</code>:</p>\n" +
        "<ul>\n<li>*one*</li>\n<li>two</li>\n</ul>",
    );
    expect(rendered("[a](https://example.com/*b*) [c](javascript:alert)", true)).toBe(
      '<p><a href="https://example.com/*b*" rel="noreferrer nofollow">a</a> c</p>',
    );
  });

  it("S22 shows raw HTML as it was written", () => {
    expect(rendered("<img src=x onerror=alert(1)>\n\n<b>b</b> &lt;i&gt;")).toBe(
      "&lt;img src=x onerror=alert(1)&gt;\n<p>&lt;b&gt;b&lt;/b&gt; &lt;i&gt;</p>",
    );
  });

  it.each([
    ["[a](https://example.com/x)", '<p><a href="https://example.com/x" rel="noreferrer nofollow">a</a></p>'],
    ["www.example.com", '<p><a href="http://www.example.com" rel="noreferrer nofollow">www.example.com</a></p>'],
    ["a@example.com", '<p><a href="mailto:a@example.com" rel="noreferrer nofollow">a@example.com</a></p>'],
    ["[a](javascript:alert)", "<p>a</p>"],
    ["[a](JaVaScRiPt:alert)", "<p>a</p>"],
    ["[a](data:text/html,b)", "<p>a</p>"],
    ["[a](/api/auth/signout)", "<p>a</p>"],
    ["[a](//example.com)", "<p>a</p>"],
    ["[a](#quality)", "<p>a</p>"],
    ["[a](https://aws.amazon.com@evil.example/)", "<p>a</p>"],
    ["[a](https:\\\\someone@evil.example)", "<p>a</p>"],
    ["[a][b]\n\n[b]: javascript:alert", "<p>a</p>"],
    ["![a picture](https://example.com/x.png)", "<p>a picture</p>"],
    ["- [x] done\n- [ ] open", "<ul>\n<li>[x] done</li>\n<li>[ ] open</li>\n</ul>"],
  ])("S22 leads out of the product only, and fetches nothing: %s", (text, markup) => {
    expect(rendered(text)).toBe(markup);
  });

  it("S22 has footnotes without a sign that leads to a place of the page", () => {
    expect(rendered("a[^1]\n\n[^1]: b").replaceAll("\n", "")).toBe(
      "<p>a<sup>1</sup></p><p>Footnotes</p><ol><li><p>b </p></li></ol>",
    );
  });

  it("S46 is shown as it was written where it is too long or too nested to be prose", () => {
    const long = `# a\n${"word ".repeat(4_000)}`;
    expect([isAsWritten(long), isAsWritten(long.slice(0, 20_000))]).toEqual([true, false]);
    for (const mark of [">", "> ", "- ", "* ", "1. ", "12) "]) {
      expect([mark, isAsWritten(`${mark.repeat(20)}a`), isAsWritten(`a\n\n${mark.repeat(300)}`)]).toEqual([
        mark,
        true,
        true,
      ]);
      expect([mark, isAsWritten(`${mark.repeat(3)}a`)]).toEqual([mark, false]);
    }
    expect(isAsWritten("> - ".repeat(10))).toBe(true);
  });

  it("S22 S46 has no element, link or attribute that it does not allow, whatever is written", () => {
    const piece = fc.constantFrom(
      ...[
        "#",
        " ",
        "\n",
        "- ",
        "> ",
        "1. ",
        "*",
        "_",
        "`",
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "|",
        "-",
        "~",
        "&#106;",
        "\\",
      ],
      ...[
        "javascript:",
        "https://",
        "data:",
        "a",
        "on=",
        "<script>",
        "<img src=x onerror=y>",
        "[^1]",
        "[^1]: ",
        "\t",
        ":",
      ],
    );
    const allowed = /^(?:div|p|ul|ol|li|a|blockquote|br|code|del|em|hr|pre|strong|sup|table|thead|tbody|tr|th|td)$/;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, literal) => {
        const html = rendered(pieces.join(""), literal);
        for (const [, name] of html.matchAll(/<([a-z0-9]+)/g)) expect(name).toMatch(allowed);
        for (const [, name, value] of html.matchAll(/<[^>]*? ([a-z-]+)="([^"]*)"/g)) {
          if (name === "href") expect(value).toMatch(/^(?:https?:\/\/|mailto:)/);
          else expect(name).toMatch(/^(?:rel|role|tabindex|aria-label|start|style)$/);
        }
      }),
    );
  });
});
