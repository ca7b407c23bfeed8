/** State vocabulary: silhouette first, then the word beside it, then colour. Drawn on a 16 grid. */
export type GlyphName =
  | 'done'
  | 'running'
  | 'suspended'
  | 'due'
  | 'waiting'
  | 'overdue'
  | 'failed'
  | 'skipped'
  | 'missed'
  | 'disabled'
  | 'stopped'
  | 'started'
  | 'starting'
  | 'stopping'
  | 'unknown'
  | 'policy'
  | 'holds'
  | 'fails'
  | 'info';
export type Tone = 'accent' | 'done' | 'warn' | 'fail' | 'quiet' | 'text';

/** Colour that belongs to a silhouette. */
export const toneOf: Record<GlyphName, Tone> = {
  done: 'done',
  running: 'accent',
  suspended: 'accent',
  due: 'text',
  waiting: 'quiet',
  overdue: 'warn',
  failed: 'fail',
  skipped: 'quiet',
  missed: 'warn',
  disabled: 'quiet',
  stopped: 'quiet',
  started: 'done',
  starting: 'accent',
  stopping: 'accent',
  unknown: 'quiet',
  policy: 'quiet',
  holds: 'done',
  fails: 'text',
  info: 'quiet',
};
