import { describe, expect, it } from "vitest";
import { decode } from "#lib/cli/check/input/read-file.ts";

const POLICY = '{"Version": "2012-10-17", "Statement": []}';

describe("decode", () => {
  it("takes UTF-8, and keeps a byte order mark for the reader to refuse", () => {
    expect(decode(Buffer.from('{"Sid": "café"}'))).toEqual({ ok: true, text: '{"Sid": "café"}' });
    expect(decode(Buffer.from("\u{FEFF}{}"))).toEqual({ ok: true, text: "\u{FEFF}{}" });
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from(`\u{FEFF}${POLICY}`, "utf16le"), /UTF-16\. Save it as UTF-8/],
    ["UTF-16 of the other order", Buffer.from(`\u{FEFF}${POLICY}`, "utf16le").swap16(), /UTF-16\. Save it as UTF-8/],
    ["UTF-16 without a mark", Buffer.from(POLICY, "utf16le"), /zero byte: it is UTF-16, or not text\./],
    ["Latin-1", Buffer.from('{"Sid": "café"}', "latin1"), /not UTF-8 text/],
  ])("refuses %s", (_, bytes, message) => {
    expect(decode(bytes)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
