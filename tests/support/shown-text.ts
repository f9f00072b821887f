import { isValidElement } from "react";

/**
 * Everything that a page gives to what draws it, as text: each property of each element, and what asynchronous parts of
 * it load. More than is shown, as what a browser is sent is more.
 */
export async function shownText(shown: unknown): Promise<string> {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  const walk = async (value: unknown): Promise<void> => {
    if (typeof value === "string" || typeof value === "number") texts.push(String(value));
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Date) texts.push(value.toISOString());
    if (value instanceof Promise) return walk(await value);
    if (isValidElement(value)) return walkElement(value);
    const parts = value instanceof Map || value instanceof Set ? [...value] : Object.values(value);
    for (const part of parts) await walk(part);
  };
  const walkElement = async ({ type, props }: { type: unknown; props: unknown }) => {
    await walk(props);
    if (typeof type === "function" && type.constructor.name === "AsyncFunction") await walk(await type(props));
  };
  await walk(shown);
  return texts.join("\n");
}
