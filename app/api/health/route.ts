export const dynamic = "force-dynamic";

/** Open to anyone: reports that the process is alive. /api/ready reports whether the process can serve requests. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
