import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env.ts";
import { ASKED_FOR } from "#lib/web/asked-for.ts";

/** The headers of every page: what a browser may load and keep, and where it goes after sign-in. It authorizes nobody: the domain does (S03). */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(ASKED_FOR, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  if (env().secureCookies) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

/** Strict but for style attributes, which the component library and the charts write (S20). */
function contentSecurityPolicy(nonce: string): string {
  const { NODE_ENV, secureCookies } = env();
  // React's messages in development use eval.
  const development = NODE_ENV === "production" ? "" : " 'unsafe-eval'";
  const directives = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (secureCookies) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** Not the built files, which never change, and not the API: its bodies are large and its headers are its own. */
export const config = { matcher: ["/((?!_next/static|api/).*)"] };
