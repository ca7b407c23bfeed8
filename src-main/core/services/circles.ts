/**
 * The circles of a graph: strongly connected parts of two and more nodes, or one that needs itself, in the
 * order of their first node. (Tarjan's algorithm with a stack of its own, so that a chain of any length is fine.)
 */
export function circles(nodes: readonly string[], edges: (node: string) => readonly string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const found: string[][] = [];

  const close = (node: string): void => {
    const part: string[] = [];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      onStack.delete(top);
      part.push(top);
      if (top === node) break;
    }
    if (part.length > 1 || edges(node).includes(node)) found.push(part.reverse());
  };

  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { node: string; next: number }[] = [{ node: root, next: 0 }];
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      if (frame.next === 0) {
        index.set(node, index.size);
        low.set(node, index.get(node) ?? 0);
        stack.push(node);
        onStack.add(node);
      }
      const target = edges(node)[frame.next];
      if (target !== undefined) {
        frame.next += 1;
        if (!index.has(target)) work.push({ node: target, next: 0 });
        else if (onStack.has(target)) low.set(node, Math.min(low.get(node) ?? 0, index.get(target) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === index.get(node)) close(node);
    }
  }
  return found;
}

/** The shortest way from a node of a circle back to itself: first and last are the node. */
export function circleThrough(
  node: string,
  circle: readonly string[],
  edges: (node: string) => readonly string[],
): string[] {
  const inside = new Set(circle);
  const cameFrom = new Map<string, string>();
  const queue = [node];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const target of edges(at)) {
      if (target === node) {
        const path = [node];
        for (
          let step: string | undefined = at;
          step !== undefined && step !== node;
          step = cameFrom.get(step)
        ) {
          path.unshift(step);
        }
        return [node, ...path];
      }
      if (!inside.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, at);
      queue.push(target);
    }
  }
  return [node];
}
