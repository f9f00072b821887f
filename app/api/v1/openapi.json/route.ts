import { env } from "#lib/env.ts";
import { openApiDocument } from "#lib/web/openapi.ts";
import { ROUTES } from "./manifest.ts";

let document: string | undefined;

/** The OpenAPI document, readable without sign-in. */
export function GET(): Response {
  document ??= JSON.stringify(openApiDocument(ROUTES, env().origin));
  return new Response(document, { headers: { "content-type": "application/json; charset=utf-8" } });
}
