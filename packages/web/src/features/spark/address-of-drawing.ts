/** Where the server has a drawing of a run. Ids are those of a log: anything may stand in them. */
export function addressOfDrawing(
  { id, attemptId }: { readonly id: string; readonly attemptId: string | null },
  name: string,
): string {
  const part = (text: string): string => encodeURIComponent(text.toWellFormed());
  return `/spark-plots/${part(id)}/${name}.svg${attemptId === null ? '' : `?attempt=${part(attemptId)}`}`;
}
