/**
 * Runs the parts of a list, each as soon as there is room for its processes and what it comes `after` has ended, and an earlier part before
 * a later one. Answers what each of them answered. A part that takes more than there is runs alone.
 */
export function sideBySide(parts, room, run) {
  const waiting = [...parts];
  const running = new Set();
  const ended = new Map();
  const fits = ({ processes }) => running.size === 0 || sum(running) + processes <= room;
  const mayBegin = (part) => fits(part) && (part.after ?? []).every((name) => ended.has(name));
  return new Promise((resolve, reject) => {
    const begin = () => {
      for (let part = waiting.find(mayBegin); part; part = waiting.find(mayBegin)) {
        waiting.splice(waiting.indexOf(part), 1);
        start(part);
      }
      if (running.size > 0) return;
      if (waiting.length === 0) resolve(parts.map(({ name }) => ended.get(name)));
      else
        reject(new Error(`Nothing ends that ${waiting.map(({ name }) => `“${name}”`).join(", ")} would come after.`));
    };
    const start = (part) => {
      running.add(part);
      run(part).then((answer) => {
        running.delete(part);
        ended.set(part.name, answer);
        begin();
      }, reject);
    };
    begin();
  });
}

const sum = (running) => [...running].reduce((total, { processes }) => total + processes, 0);
