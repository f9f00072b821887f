/**
 * Lets this process, or the page it is run in, live so many milliseconds later: what asks for the time without saying which. It is sent
 * to pages as it stands, and so uses nothing around it.
 */
export function moveClock(ahead) {
  const Real = globalThis.Date;
  const now = () => Real.now() + ahead;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  Real.prototype.constructor = globalThis.Date;
}
