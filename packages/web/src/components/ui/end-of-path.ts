/** The last two parts of a path: the end says more than the beginning, and many files have one name. */
export const endOfPath = (path: string): string => {
  const parts = path.split('/');
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : path;
};
