/** `…/api/v1/applications/ID` or `…/history/ID`, with an attempt or without, whatever of the application comes behind. */
const rest = /^(.*)\/api\/v1\/applications\/([^/]+)(?:\/([0-9]{1,6}))?(?:\/.*)?$/;
const page = /^(.*)\/history\/([^/]+)(?:\/([0-9]{1,6}))?(?:\/.*)?$/;

/**
 * Where a History Server gives the event log of the application that an address of it is about: its REST interface and its pages know
 * the same ids. The answer is a zip file with the log as Spark wrote it, so nothing of it is lost on the way.
 * @returns null for addresses of anything else
 */
export function eventLogAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const found = rest.exec(url.pathname) ?? page.exec(url.pathname);
  if (!found) return null;
  const [, root, id, attempt] = found;
  url.pathname = `${root}/api/v1/applications/${id}${attempt === undefined ? '' : `/${attempt}`}/logs`;
  url.search = '';
  url.hash = '';
  return url.href;
}
