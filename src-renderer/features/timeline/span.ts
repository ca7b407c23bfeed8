/** A stretch of time in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** The part of `span` inside `within`, or null. */
export function clip(span: Span, within: Span): Span | null {
  const from = Math.max(span.from, within.from);
  const to = Math.min(span.to, within.to);
  return to > from ? { from, to } : null;
}

/** Stretches that both lists share; each list is in order and free of overlaps. */
export function shared(left: readonly Span[], right: readonly Span[]): Span[] {
  const found: Span[] = [];
  let i = 0;
  let j = 0;
  for (let a = left[i], b = right[j]; a !== undefined && b !== undefined; a = left[i], b = right[j]) {
    const both = clip(a, b);
    if (both !== null) found.push(both);
    if (a.to < b.to) i += 1;
    else j += 1;
  }
  return found;
}

/** What is left of `spans` where none of `holes` lies; both in order and free of overlaps. */
export function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let { from } = span;
    for (const hole of holes) {
      if (hole.to <= from || hole.from >= span.to) continue;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = hole.to;
    }
    return from < span.to ? [...left, { from, to: span.to }] : left;
  });
}

export function totalMs(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.to - span.from, 0);
}

/** Where an instant stands in a picture of `within`, in per cent. */
export function percent(instant: number, within: Span): number {
  return ((instant - within.from) / (within.to - within.from)) * 100;
}

/** Width of a stretch in per cent of the picture. */
export function width(span: Span, within: Span): number {
  return ((span.to - span.from) / (within.to - within.from)) * 100;
}

/** A stretch of a signal as the host tells it; `to` null = until now. */
interface Band {
  from: string;
  to: string | null;
  value: string;
}

/** Where a signal had one of `values`, cut to the picture; an open stretch ends now. */
export function bandSpans(
  bands: readonly Band[],
  values: readonly string[],
  within: Span,
  now: number,
): Span[] {
  return bands.flatMap((band) => {
    if (!values.includes(band.value)) return [];
    const to = band.to === null ? now : Date.parse(band.to);
    const part = clip({ from: Date.parse(band.from), to }, within);
    return part === null ? [] : [part];
  });
}
