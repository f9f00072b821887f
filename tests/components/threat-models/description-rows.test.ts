import { expect, it } from "vitest";
import { descriptionRows } from "#components/threat-models/description-rows.ts";

it("of a description are its lines that say something, each as often as it says it", () => {
  const rows = descriptionRows("# Orders\n- Encrypted: yes\n\n# Payments\r\n- Encrypted: yes  \n");
  expect(rows.map(({ text }) => text)).toEqual(["# Orders", "- Encrypted: yes", "# Payments", "- Encrypted: yes"]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
});
