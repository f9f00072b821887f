import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export type Comment = { id: number; body: string; user: { login: string } };
type Answer = { status: number; body: unknown };

/** As much of GitHub's REST API as a job that comments calls, with rights that can be taken away. */
export class FakeGithub {
  comments: Comment[] = [];
  head = "a".repeat(40);
  /** Answers this to every write, as for a token without the right. */
  refuseWrites: number | null = null;
  /** Answers so many times that it is not well. */
  failures = 0;
  readonly requests: string[] = [];
  private readonly server = createServer(async (request, response) => {
    const body = request.method === "GET" ? null : await json(request);
    const answer = this.answer(request.method ?? "", request.url ?? "", request.headers.authorization, body);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });

  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private answer(method: string, url: string, token: string | undefined, body: unknown): Answer {
    this.requests.push(`${method} ${url}`);
    if (token !== "Bearer job-token") return { status: 401, body: {} };
    if (this.failures > 0) {
      this.failures -= 1;
      return { status: 502, body: {} };
    }
    const { pathname, searchParams } = new URL(url, "http://github.test");
    if (method === "GET") return this.read(pathname, searchParams);
    if (this.refuseWrites !== null) return { status: this.refuseWrites, body: { message: "Resource not accessible" } };
    return this.write(method, pathname, body as { body: string });
  }

  private read(pathname: string, search: URLSearchParams): Answer {
    if (pathname === "/repos/octo/app/pulls/7") return { status: 200, body: { number: 7, head: { sha: this.head } } };
    if (pathname !== "/repos/octo/app/issues/7/comments") return { status: 404, body: {} };
    const size = Number(search.get("per_page") ?? 30);
    const start = (Number(search.get("page") ?? 1) - 1) * size;
    return { status: 200, body: this.comments.slice(start, start + size) };
  }

  private write(method: string, pathname: string, { body }: { body: string }): Answer {
    if (body.length > 65_536) return { status: 422, body: { message: "body is too long" } };
    if (method === "POST" && pathname === "/repos/octo/app/issues/7/comments") {
      const comment = { id: this.comments.length + 1, body, user: { login: "github-actions[bot]" } };
      this.comments.push(comment);
      return { status: 201, body: comment };
    }
    const id = Number(/^\/repos\/octo\/app\/issues\/comments\/(\d+)$/.exec(pathname)?.[1]);
    const comment = this.comments.find((each) => each.id === id);
    if (method !== "PATCH" || !comment) return { status: 404, body: {} };
    comment.body = body;
    return { status: 200, body: comment };
  }
}
