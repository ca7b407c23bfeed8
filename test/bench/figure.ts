/** One measured figure: `ok` is null where nothing is promised. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  limit: string | null;
  ok: boolean | null;
}
