import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import { clip, type Span } from './span.js';

export type PieceTone = 'running' | 'done' | 'failed' | 'stopped';

/** A stretch of a run: at work (solid) or suspended (hatched). */
export interface Piece extends Span {
  kind: 'work' | 'suspended';
  tone: PieceTone;
  /** It goes on beyond the picture's now. */
  open: boolean;
}

export interface Lane {
  task: string;
  pieces: Piece[];
}

function toneOf(instance: InstanceInfo): PieceTone {
  switch (instance.outcome) {
    case null:
      return 'running';
    case 'completed':
      return 'done';
    case 'failed':
      return 'failed';
    case 'stopped':
    case 'unknown':
      return 'stopped';
  }
}

/** A run cut into its stretches of work and of suspension, oldest first, uncut by any picture. */
export function piecesOf(instance: InstanceInfo, now: number): Piece[] {
  const tone = toneOf(instance);
  const end = instance.ended === null ? now : Date.parse(instance.ended);
  const pieces: Piece[] = [];
  let at = Date.parse(instance.started);
  const put = (kind: Piece['kind'], to: number) => {
    if (to > at) pieces.push({ kind, tone, from: at, to, open: instance.ended === null && to === end });
    at = Math.max(at, to);
  };
  for (const suspension of instance.suspended) {
    put('work', Math.min(end, Date.parse(suspension.from)));
    put('suspended', Math.min(end, suspension.to === null ? end : Date.parse(suspension.to)));
  }
  put('work', end);
  return pieces;
}

/** How long a run was at work, suspensions left out. */
export function workedMs(instance: InstanceInfo, now: number): number {
  return piecesOf(instance, now)
    .filter((piece) => piece.kind === 'work')
    .reduce((sum, piece) => sum + piece.to - piece.from, 0);
}

/**
 * One lane per task, the one active last on top, at most `max`; `more` counts those left out.
 *
 * @param now milliseconds since 1970; a run that lives goes on until then
 */
export function lanesOf(
  instances: readonly InstanceInfo[],
  within: Span,
  now: number,
  max: number,
): { lanes: Lane[]; more: number } {
  const byTask = new Map<string, Piece[]>();
  for (const instance of instances) {
    const visible = piecesOf(instance, now).flatMap((piece) => {
      const part = clip(piece, within);
      return part === null ? [] : [{ ...piece, ...part }];
    });
    if (visible.length > 0) byTask.set(instance.task, [...(byTask.get(instance.task) ?? []), ...visible]);
  }
  const lastWork = (lane: Lane) =>
    Math.max(...lane.pieces.map((piece) => (piece.kind === 'work' ? piece.to : piece.from)));
  const lanes = [...byTask]
    .map(([task, pieces]) => ({ task, pieces }))
    .sort((a, b) => lastWork(b) - lastWork(a) || (a.task < b.task ? -1 : 1));
  return { lanes: lanes.slice(0, max), more: Math.max(0, lanes.length - max) };
}
