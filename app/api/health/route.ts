export const dynamic = "force-dynamic";

/** Open to anyone: this process is alive. Whether it can serve is asked at /api/ready. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
