import type { EventNode } from './event-tree.js';
import type { Expression, Operand, Operator, Path, Step } from './xpath.js';

/** What a predicate is judged on. */
interface Place {
  node: EventNode;
  /** From 1, among those that its step found. */
  position: number;
  /** The present, ms since 1970, for timediff(). */
  now: number;
}

/** Whether a query finds anything in an event. The first step is the event itself: `*` or `Event`. */
export function matches(path: Path, event: EventNode, now: number): boolean {
  return found(path, event, now).length > 0;
}

/** The first value that a value query finds; null when it finds none. */
export function firstValue(path: Path, event: EventNode, now: number): string | null {
  return found(path, event, now)[0] ?? null;
}

function found(path: Path, event: EventNode, now: number): string[] {
  // A path may begin with the event or with its children; Windows takes both.
  const [first, ...rest] = path.steps;
  if (first === undefined) return [];
  if (first.name === '*' || first.name === 'Event') {
    const here = select(first, [{ ...event, name: first.name === '*' ? event.name : 'Event' }], now);
    return here.flatMap((node) => follow({ steps: rest, attribute: path.attribute }, node, now));
  }
  return follow(path, event, now);
}

/** Values at the end of a path that begins at `node`: text of elements, or the attribute. */
function follow(path: Path, node: EventNode, now: number): string[] {
  let nodes = [node];
  for (const step of path.steps) {
    nodes = step.name === '.' ? nodes : nodes.flatMap(({ children }) => select(step, children, now));
  }
  const { attribute } = path;
  if (attribute === null) return nodes.map(textOf);
  return nodes.flatMap(({ attributes }) => attributes[attribute] ?? []);
}

/** The text of an element with that of its children. */
function textOf(node: EventNode): string {
  return node.text + node.children.map(textOf).join('');
}

function select(step: Step, among: EventNode[], now: number): EventNode[] {
  let nodes = among.filter(({ name }) => step.name === '*' || name === step.name);
  for (const predicate of step.predicates) {
    nodes = nodes.filter((node, index) => holds(predicate, { node, position: index + 1, now }));
  }
  return nodes;
}

function holds(expression: Expression, place: Place): boolean {
  switch (expression.kind) {
    case 'and':
      return holds(expression.left, place) && holds(expression.right, place);
    case 'or':
      return holds(expression.left, place) || holds(expression.right, place);
    case 'exists': {
      const { operand } = expression;
      // A number alone is a position.
      if (operand.kind === 'literal' && typeof operand.value === 'number') {
        return operand.value === place.position;
      }
      if (operand.kind === 'band') return values(operand, place).some((value) => Number(value) !== 0);
      return values(operand, place).length > 0;
    }
    case 'compare': {
      const right = values(expression.right, place);
      return values(expression.left, place).some((left) =>
        right.some((value) => compare(expression.operator, left, value)),
      );
    }
  }
}

function values(operand: Operand, place: Place): (string | number)[] {
  switch (operand.kind) {
    case 'literal':
      return [operand.value];
    case 'position':
      return [place.position];
    case 'path':
      return follow(operand.path, place.node, place.now);
    case 'band':
      return values(operand.of, place).map((value) => band(value, operand.mask));
    case 'timediff':
      return values(operand.of, place)
        .map((value) => place.now - Date.parse(String(value)))
        .filter((ms) => !Number.isNaN(ms));
  }
}

/** Bits in common; keywords of Windows have 64 bits, more than a number holds exactly. */
function band(value: string | number, mask: number): number {
  try {
    return (BigInt(value) & BigInt(mask)) === 0n ? 0 : 1;
  } catch {
    return 0;
  }
}

/** As numbers where one side is a number, else as text; order of text is not defined and never holds. */
function compare(operator: Operator, left: string | number, right: string | number): boolean {
  const numeric = typeof left === 'number' || typeof right === 'number';
  if (operator === '=') return numeric ? Number(left) === Number(right) : left === right;
  if (operator === '!=') return numeric ? Number(left) !== Number(right) : left !== right;
  const [a, b] = comparable(left, right);
  if (Number.isNaN(a) || Number.isNaN(b)) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

/** Numbers, or the times that both sides name (`TimeCreated[@SystemTime>='2026-…']`). */
function comparable(left: string | number, right: string | number): [number, number] {
  const numbers: [number, number] = [Number(left), Number(right)];
  if (!numbers.some((value) => Number.isNaN(value))) return numbers;
  return [Date.parse(String(left)), Date.parse(String(right))];
}
