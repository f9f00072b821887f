import { type Priority, priorities } from "../documentation.ts";
import { isWritten, normalised } from "./placeholder.ts";

/** One statement from a title and a description, without a description that is a placeholder or repeats the title. */
export function titled(title: string | null | undefined, description: string | null | undefined): string {
  const heading = title?.trim() ?? "";
  if (!isWritten(description) || normalised(description) === normalised(heading)) return heading;
  return heading === "" ? description : `${heading}: ${description}`;
}

/** Maps a severity word to our four priorities; null for anything else, including "TBD". */
export function priorityOf(raw: string | null): Priority | null {
  const key = raw?.trim().toLowerCase();
  return priorities.find((priority) => priority === key) ?? null;
}

const undecided = new Set(["", "tbd", "undefined", "unknown", "none"]);

export function isUndecidedPriority(raw: string | null): boolean {
  return raw === null || undecided.has(raw.trim().toLowerCase());
}

const strideNames: Record<string, string> = {
  spoofing: "S",
  tampering: "T",
  repudiation: "R",
  informationdisclosure: "I",
  denialofservice: "D",
  elevationofprivilege: "E",
  elevationofprivileges: "E",
};

/** The STRIDE letter of a category name; null for the categories of other methods. */
export function strideLetter(name: string | null | undefined): string | null {
  return strideNames[name?.toLowerCase().replace(/[^a-z]/g, "") ?? ""] ?? null;
}

/** Returns a valid item number, which must be a 32-bit integer; null otherwise. */
export function itemNumber(value: unknown): number | null {
  return typeof value === "number" && (value | 0) === value ? value : null;
}
