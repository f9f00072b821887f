import { createRequire } from "node:module";
import { NextRequest } from "next/server";
import { vi } from "vitest";

type Handler = (request: NextRequest, route: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** The id that the guard gave each request. */
export const REQUEST_ID = "request-of-the-browser";

/** The cookies of the browser that asks, with the flags each was set with. */
export const jar = new Map<string, { value: string; flags: string }>();

/** Headers of each request of a page beside its id. */
export const asked: Record<string, string> = {};

const headersModule = {
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    getAll: () => [...jar].map(([name, { value }]) => ({ name, value })),
    set: (name: string, value: string) => void jar.set(name, { value, flags: "" }),
  }),
  headers: async () => new Headers({ "x-request-id": REQUEST_ID, ...asked }),
};

/** Puts the jar where the sign-in routes look for the request's cookies. */
export function useJar(): void {
  const require = createRequire(import.meta.url);
  const path = require.resolve("next/headers");
  require(path);
  const loaded = require.cache[path];
  if (!loaded) throw new Error("next/headers was not loaded");
  loaded.exports = headersModule;
  vi.doMock("next/headers", () => headersModule);
}

/** Asks a sign-in route as the browser of the jar would, and keeps the cookies it answers with. */
export async function ask(handler: Handler, origin: string, path: string, form?: Record<string, string>) {
  const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const headers = { "x-request-id": REQUEST_ID };
  const request = new NextRequest(`${origin}/api/auth/${path}`, { headers, ...body });
  const nextauth = request.nextUrl.pathname.split("/").slice(3);
  const response = await handler(request, { params: Promise.resolve({ nextauth }) });
  for (const line of response.headers.getSetCookie()) keep(line);
  return response;
}

function keep(line: string): void {
  const [, name = "", value = "", flags = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
  if (value === "") jar.delete(name);
  else jar.set(name, { value: decodeURIComponent(value), flags });
}
