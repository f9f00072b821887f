import { describe, expect, it } from "vitest";
import { isAccountId } from "#lib/iam/index.ts";

describe("an account id", () => {
  it("is twelve digits and nothing else", () => {
    expect(["111122223333", "000000000000", "012345678901"].filter(isAccountId)).toHaveLength(3);
    const others = [
      "",
      "11112222333",
      "1111222233334",
      "1111-2222-3333",
      " 111122223333",
      "111122223333\n",
      "１１１１２２２２３３３３",
    ];
    expect(others.filter(isAccountId)).toEqual([]);
  });
});
