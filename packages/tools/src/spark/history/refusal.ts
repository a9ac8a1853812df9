/** A request that the History Server would refuse, in its words. */
export class HistoryRefusal extends Error {
  readonly status: 400 | 404 | 503;

  constructor(status: 400 | 404 | 503, message: string) {
    super(message);
    this.status = status;
  }
}

export const notFound = (message: string): HistoryRefusal => new HistoryRefusal(404, message);

export const badParameter = (name: string, expected: string, value: string): HistoryRefusal =>
  new HistoryRefusal(
    400,
    `Bad value for parameter "${name}".  Expected a ${expected}, got "${value}"`,
  );
