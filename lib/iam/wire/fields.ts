import { type FieldProblem, validationException } from "./wire-error.ts";

const LONGEST_ECHO = 100;

function echo(value: unknown): string {
  return typeof value === "string" && value.length <= LONGEST_ECHO ? `Value '${value}'` : "Value";
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads the members of a request and collects their problems. A faulty member returns a placeholder that nothing uses,
 * because `check` throws first. Messages follow AWS's request validation.
 */
export class Fields {
  private readonly body: Record<string, unknown>;
  private readonly problems: FieldProblem[] = [];

  constructor(body: Record<string, unknown>) {
    this.body = body;
  }

  fail(name: string, constraint: string, value?: unknown): void {
    this.problems.push({ name, message: `${echo(value)} at '${name}' failed to satisfy constraint: ${constraint}` });
  }

  private value(name: string): unknown {
    const value = Object.hasOwn(this.body, name) ? this.body[name] : undefined;
    return value ?? undefined;
  }

  /** A required member. */
  private required(name: string): unknown {
    const value = this.value(name);
    if (value !== undefined) return value;
    const message = `Value null at '${name}' failed to satisfy constraint: Member must not be null`;
    this.problems.push({ name, message });
    return undefined;
  }

  private asText(name: string, value: unknown): string {
    if (value !== undefined && typeof value !== "string") this.fail(name, "Member must be a string");
    return typeof value === "string" ? value : "";
  }

  text(name: string): string {
    return this.asText(name, this.required(name));
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.asText(name, value);
  }

  matching(name: string, pattern: RegExp): string {
    const value = this.text(name);
    const asked = this.value(name);
    if (typeof asked === "string" && !new RegExp(`^(?:${pattern.source})$`).test(value)) {
      this.fail(name, `Member must satisfy regular expression pattern: ${pattern.source}`, value);
    }
    return value;
  }

  /** One of the values of an enumeration. */
  oneOf<T extends string>(name: string, values: readonly [T, ...T[]] | readonly T[], fallback: T): T {
    const value = this.required(name);
    return value === undefined ? fallback : (this.among(name, value, values) ?? fallback);
  }

  optionalOneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.among(name, value, values);
  }

  private among<T extends string>(name: string, value: unknown, values: readonly T[]): T | undefined {
    const found = values.find((one) => one === value);
    if (found === undefined) {
      this.fail(name, `Member must satisfy enum value set: [${values.join(", ")}]`, value);
    }
    return found;
  }

  record(name: string): Record<string, unknown> {
    const value = this.required(name);
    if (value !== undefined && !isRecord(value)) this.fail(name, "Member must be a structure");
    return isRecord(value) ? value : {};
  }

  list(name: string, value: unknown, most?: number): unknown[] {
    if (!Array.isArray(value)) {
      this.fail(name, "Member must be a list");
      return [];
    }
    if (most !== undefined && value.length > most) {
      this.fail(name, `Member must have length less than or equal to ${most}`);
    }
    return value;
  }

  requiredList(name: string, most: number): unknown[] {
    const value = this.required(name);
    return value === undefined ? [] : this.list(name, value, most);
  }

  /** A list of strings of bounded length. */
  texts(name: string, value: unknown, most: number, longest: number): string[] {
    return this.list(name, value, most).flatMap((item, index) => {
      const place = `${name}.${index + 1}.member`;
      if (typeof item !== "string") this.fail(place, "Member must be a string");
      else if (item.length > longest) this.fail(place, `Member must have length less than or equal to ${longest}`);
      else return [item];
      return [];
    });
  }

  /** The string in a member of a structure, if present. */
  memberTexts(structure: Record<string, unknown>, name: string, place: string): string[] {
    const value = structure[name] ?? undefined;
    if (value === undefined) return [];
    return [this.asText(`${place}.${name}`, value)];
  }

  /** The structure in a member of a structure; empty if absent. */
  memberRecord(structure: Record<string, unknown>, name: string, place: string): Record<string, unknown> {
    const value = structure[name] ?? {};
    if (isRecord(value)) return value;
    this.fail(`${place}.${name}`, "Member must be a structure");
    return {};
  }

  /** The list in a member of a structure; empty if absent. */
  memberList(structure: Record<string, unknown>, name: string, place: string): unknown[] {
    const value = structure[name] ?? [];
    return this.list(`${place}.${name}`, value);
  }

  /** The number of results a page may have. */
  pageSize(value: unknown): number | undefined {
    if (value === undefined || value === null) return undefined;
    const size = typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof size === "number" && Number.isInteger(size) && size >= 1) return size;
    this.fail("maxResults", "Member must be an integer greater than or equal to 1", value);
    return undefined;
  }

  check(): void {
    const { length } = this.problems;
    if (length === 0) return;
    const head = length === 1 ? "1 validation error detected" : `${length} validation errors detected`;
    const message = `${head}: ${this.problems.map((problem) => problem.message).join("; ")}`;
    throw validationException(message, "fieldValidationFailed", this.problems);
  }
}
