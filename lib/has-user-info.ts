/** Whether a URL includes a user name or password: `https://aws.amazon.com@evil.example` leads to evil.example. */
export function hasUserInfo({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}
